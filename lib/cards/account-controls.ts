import type { KnownBlock } from '@slack/types';
import type { ExplainedEvent } from '../events/explain.ts';
import { actions, button, list, menu, note, paragraph } from './blocks.ts';

/** The buttons that lead from an event into the check of an account; names within a block have to differ. */
export const CHECK_ACCOUNT = [
  'check-account-1',
  'check-account-2',
  'check-account-3',
  'check-account-4',
  'check-account-5',
];

/** Block Kit's limits of a button's and an option's value (https://docs.slack.dev/reference/block-kit). */
const LONGEST = { button: 2_000, option: 150 } as const;

/** Names in a menu, the characters of all of them together, and names that are only listed. */
const MOST = { choices: 100, characters: 3_000, listed: 10 } as const;

/** An event that prints the name of an MS Mail mailbox (Q186742), and not only somebody's. */
const PRINTS = 7017;

/** Names, and which of them a 7017 printed. */
export type Accounts = { readonly names: readonly string[]; readonly printed: ReadonlySet<string> };

/** What stands behind a button: the name, and the number of the event before it where that says more of the name. */
const behind = (name: string, printed: ReadonlySet<string>): string => (printed.has(name) ? `${PRINTS} ${name}` : name);

/** The name behind a button, and whether a 7017 printed it. */
export function accountIn(value: string): { readonly name: string; readonly printed?: string } {
  const name = value.startsWith(`${PRINTS} `) ? value.slice(`${PRINTS} `.length) : undefined;
  return name ? { name, printed: name } : { name: value };
}

/** The names that events print, of a 7017 above all. */
export const accountsOf = (names: readonly string[], events: readonly ExplainedEvent[]): Accounts => ({
  names,
  printed: new Set(
    events.flatMap(({ known, placeholders: { account } }) => (known?.id === PRINTS && account ? [account] : [])),
  ),
});

/** Names as they would be typed; one with blanks is quoted. */
const typed = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

/** A name stands behind its button: what is asked is no decision, and could as well be typed. */
const buttonsFor = ({ names, printed }: Accounts): KnownBlock =>
  actions(
    ...names.map((name, index) =>
      button({
        id: CHECK_ACCOUNT[index] ?? '',
        label: `Check ${name}`,
        value: behind(name, printed).slice(0, LONGEST.button),
      }),
    ),
  );

/** As many names as a menu may have, and a card has room for: each stands there twice. */
function choicesAmong(accounts: readonly string[]): readonly string[] {
  let characters = 0;
  return accounts
    .filter((name) => name.length <= LONGEST.option - `${PRINTS} `.length)
    .slice(0, MOST.choices)
    .filter((name) => {
      characters += 2 * name.length;
      return characters <= MOST.characters;
    });
}

const menuOf = (names: readonly string[], printed: ReadonlySet<string>): KnownBlock =>
  menu(
    'choose-account',
    'Check one of them',
    names.map((name) => ({ label: name, value: behind(name, printed) })),
  );

function commandsFor(accounts: readonly string[]): KnownBlock {
  const more = accounts.length > MOST.listed ? [[`… and ${accounts.length - MOST.listed} more`]] : [];
  const commands = accounts
    .slice(0, MOST.listed)
    .map((name) => [{ code: `/migcheck check ${typed(name.slice(0, 100))}` }]);
  return list([...commands, ...more]);
}

/**
 * An event that names an account leads straight into the check of that account: by buttons, by a menu where there are
 * many, and by the command where other people than ours read along (`usable` false).
 */
export function accountControls(all: Accounts, usable: boolean): readonly KnownBlock[] {
  const { names: accounts, printed } = all;
  if (accounts.length === 0) return [];
  const title = accounts.length === 1 ? 'Check the account it names' : 'Check the accounts they name';
  if (!usable) return [paragraph({ bold: title }), commandsFor(accounts)];
  if (accounts.length <= CHECK_ACCOUNT.length) return [paragraph({ bold: title }), buttonsFor(all)];
  const choices = choicesAmong(accounts);
  const left = accounts.length - choices.length;
  if (choices.length === 0) return [paragraph({ bold: title }), commandsFor(accounts)];
  return [
    paragraph({ bold: title }),
    menuOf(choices, printed),
    ...(left > 0 ? [note(`${left} more names are not in the menu; /migcheck check NAME takes any.`)] : []),
  ];
}
