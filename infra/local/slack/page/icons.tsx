/** Small pictures that only repeat what the words beside them say. */
const common = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6 } as const;

export const LockIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14" {...common}>
    <path d="M3 7.2h10v6.3H3zM5 7V5a3 3 0 0 1 6 0v2" />
  </svg>
);

export const SharedIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14" {...common}>
    <path d="M6 3.2 10.8 8 6 12.8 1.2 8zM10 3.2 14.8 8 10 12.8" />
  </svg>
);

export const EyeIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14" {...common}>
    <path d="M1.2 8S3.6 3.6 8 3.6 14.8 8 14.8 8 12.4 12.4 8 12.4 1.2 8 1.2 8z" />
    <circle cx="8" cy="8" r="1.9" />
  </svg>
);

export const DotsIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="currentColor">
    <circle cx="8" cy="3" r="1.5" />
    <circle cx="8" cy="8" r="1.5" />
    <circle cx="8" cy="13" r="1.5" />
  </svg>
);

export const PaperclipIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {...common} strokeLinecap="round">
    <path d="M12.9 7.4 7.8 12.5a3 3 0 0 1-4.3-4.3l5.6-5.6a2 2 0 0 1 2.9 2.9L6.5 11a1 1 0 0 1-1.4-1.4l4.7-4.8" />
  </svg>
);

export const FileIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="20" height="20" {...common} strokeWidth={1.2}>
    <path d="M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 10.5h5" strokeLinejoin="round" />
  </svg>
);

export const DownloadIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" {...common} strokeLinecap="round">
    <path d="M8 2v8M4.7 7 8 10.3 11.3 7M3 13.5h10" strokeLinejoin="round" />
  </svg>
);

export const SendIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 20 20" width="16" height="16" fill="currentColor">
    <path d="M2.2 2.6c-.3-.8.5-1.5 1.2-1.2l15 7.7c.7.4.7 1.4 0 1.8l-15 7.7c-.7.3-1.5-.4-1.2-1.2L4.6 11 12 10 4.6 9z" />
  </svg>
);

export const EnvelopeIcon = () => (
  <svg aria-hidden="true" viewBox="0 0 24 24" width="68%" height="68%" {...common} strokeWidth={1.9}>
    <path d="M3 6.5h18v7M3 6.5v11h9M3 6.5l9 6.5 9-6.5" strokeLinejoin="round" strokeLinecap="round" />
    <path d="M14.8 18.2l2.3 2.3 4.4-4.6" stroke="#7ee0a8" strokeWidth="2.4" strokeLinecap="round" />
  </svg>
);
