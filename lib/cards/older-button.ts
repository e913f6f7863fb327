import type { KnownBlock } from '@slack/types';
import { actions, button, note } from './blocks.ts';

/** Block Kit's limit of a button's value (https://docs.slack.dev/reference/block-kit). */
const LONGEST = 2_000;

/** Where a history goes on: below a number, about the object at `dn`, or about what the asker did. */
export type GoesOn = { readonly before: number; readonly dn?: string };

/** What stands behind *Older*: what was asked, and where to go on. */
export function olderIn(value: string): GoesOn {
  const [, number = '', dn] = /^(\d+)(?: (.+))?$/s.exec(value) ?? [];
  return { before: Number(number), ...(dn === undefined ? {} : { dn }) };
}

/** The button that leads to what is older. */
export function olderButton({ before, dn }: GoesOn): KnownBlock {
  const value = dn === undefined ? String(before) : `${before} ${dn}`;
  return value.length <= LONGEST
    ? actions(button({ id: 'older', label: 'Older', value }))
    : note('There is more. The name is too long for a button: in a terminal, migcheck audit export has all of it.');
}
