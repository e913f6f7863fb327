/** A name as Slack gives to what the app did not name. */
export const shortId = (): string => Math.random().toString(36).slice(2, 7).padEnd(5, '0');

/** An id of Slack's, such as `F0K3J9X2QZR` or `Ev0K3J9X2QZR`. */
export const newId = (kind: string): string => `${kind}0${`${shortId()}${shortId()}`.toUpperCase()}`;
