/** What a file is, as Slack names it. https://docs.slack.dev/reference/objects/file-object#types */
export type FileKind = { readonly filetype: string; readonly prettyType: string; readonly mimetype: string };

const KINDS: { readonly [ending: string]: readonly [filetype: string, prettyType: string, mimetype: string] } = {
  csv: ['csv', 'CSV', 'text/csv'],
  doc: ['doc', 'Word Document', 'application/msword'],
  docx: ['docx', 'Word Document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  eml: ['email', 'Email', 'message/rfc822'],
  gz: ['gzip', 'Gzip', 'application/x-gzip'],
  htm: ['html', 'HTML', 'text/html'],
  html: ['html', 'HTML', 'text/html'],
  jpg: ['jpg', 'JPEG', 'image/jpeg'],
  json: ['json', 'JSON', 'application/json'],
  log: ['text', 'Plain Text', 'text/plain'],
  md: ['markdown', 'Markdown (raw)', 'text/plain'],
  pdf: ['pdf', 'PDF', 'application/pdf'],
  png: ['png', 'PNG', 'image/png'],
  txt: ['text', 'Plain Text', 'text/plain'],
  xls: ['xls', 'Excel Spreadsheet', 'application/vnd.ms-excel'],
  xlsx: ['xlsx', 'Excel Spreadsheet', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  xml: ['xml', 'XML', 'application/xml'],
  zip: ['zip', 'Zip', 'application/zip'],
};

/** Read and edited as text in Slack. */
const TEXTS = new Set(['csv', 'html', 'json', 'markdown', 'text', 'xml']);

export function kindOf(name: string): FileKind {
  const ending = endingOf(name);
  const known = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  const [filetype, prettyType, mimetype] = known ?? ['binary', 'Binary', 'application/octet-stream'];
  return { filetype, prettyType, mimetype };
}

export const isText = ({ filetype }: FileKind): boolean => TEXTS.has(filetype);

export const endingOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
