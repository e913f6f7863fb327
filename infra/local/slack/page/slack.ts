import { useEffect, useState } from 'react';
import type { Felt } from '../command.ts';
import type { Snapshot } from '../snapshot.ts';

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
