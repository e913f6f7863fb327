import { useEffect, useState } from 'react';
import type { Felt } from '../command.ts';
import type { ShownFile, Snapshot } from '../snapshot.ts';

/** What the page shows for one person, kept up to date by the server; undefined until the first word of it. */
export function useSnapshot(person: string): Snapshot | undefined {
  const [snapshot, setSnapshot] = useState<Snapshot>();
  useEffect(() => {
    const events = new EventSource(`/page/events?as=${encodeURIComponent(person)}`);
    events.onmessage = ({ data }) => setSnapshot(JSON.parse(data));
    return () => events.close();
  }, [person]);
  return snapshot?.me === person ? snapshot : undefined;
}

/** Does something as a person; the answer says what they feel of it. */
export async function act(deed: string, fields: { as: string; [field: string]: unknown }): Promise<Felt> {
  try {
    const response = await fetch(`/page/${deed}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'offline', notice: 'The look-alike is not running any more.' };
  }
}

/** What a file is called; a snippet is made a text, whatever its name. */
export type FileWords = { readonly name: string; readonly title?: string; readonly snippet?: boolean };

/** Sends a file's bytes as a person, who alone sees it for now; undefined when Slack did not take it. */
export async function sendFile(as: string, bytes: Blob, { name, title = '', snippet = false }: FileWords) {
  const query = new URLSearchParams({ as, name, title, snippet: String(snippet) });
  try {
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await fetch(`/page/upload?${query}`, { method: 'POST', headers, body: bytes });
    if (!response.ok) return undefined;
    const { file }: { file: ShownFile } = await response.json();
    return file;
  } catch {
    return undefined;
  }
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

const dateOf = (ts: string): Date => new Date(Number(ts) * 1000);
export const timeOf = (ts: string): string => clock.format(dateOf(ts));
export const fullTimeOf = (ts: string): string => full.format(dateOf(ts));

export function dayOf(ts: string): string {
  const written = day.format(dateOf(ts));
  return written === day.format(new Date()) ? 'Today' : written;
}
