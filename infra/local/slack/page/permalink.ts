/** Where a link to a message leads: the channel, and the beginning of the thread that it is in. */
export function placeIn(href: string | undefined): { channel: string; ts: string } | undefined {
  const { pathname, searchParams } = new URL(href || location.href);
  const [, channel, seconds, micros] = /^\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/.exec(pathname) ?? [];
  return channel ? { channel, ts: searchParams.get('thread_ts') ?? `${seconds}.${micros}` } : undefined;
}
