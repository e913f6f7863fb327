/** A moment (ISO 8601) in words for whoever gets no time of their own zone: `2026-12-01 09:00:00 UTC`. */
export const utc = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
