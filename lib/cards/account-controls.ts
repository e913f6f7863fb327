import type { KnownBlock } from '@slack/types';
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

/** Names as they would be typed; one with blanks is quoted. */
const typed = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

/** A name stands behind its button: what is asked is no decision, and could as well be typed. */
const buttonsFor = (accounts: readonly string[]): KnownBlock =>
  actions(
    ...accounts.map((name, index) =>
      button({ id: CHECK_ACCOUNT[index] ?? '', label: `Check ${name}`, value: name.slice(0, LONGEST.button) }),
    ),
  );

/** As many names as a menu may have, and a card has room for: each stands there twice. */
function choicesAmong(accounts: readonly string[]): readonly string[] {
  let characters = 0;
  return accounts
    .filter((name) => name.length <= LONGEST.option)
    .slice(0, MOST.choices)
    .filter((name) => {
      characters += 2 * name.length;
      return characters <= MOST.characters;
    });
}

const menuOf = (names: readonly string[]): KnownBlock =>
  menu(
    'choose-account',
    'Check one of them',
    names.map((name) => ({ label: name, value: name })),
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
export function accountControls(accounts: readonly string[], usable: boolean): readonly KnownBlock[] {
  if (accounts.length === 0) return [];
  const title = accounts.length === 1 ? 'Check the account it names' : 'Check the accounts they name';
  if (!usable) return [paragraph({ bold: title }), commandsFor(accounts)];
  if (accounts.length <= CHECK_ACCOUNT.length) return [paragraph({ bold: title }), buttonsFor(accounts)];
  const choices = choicesAmong(accounts);
  const left = accounts.length - choices.length;
  if (choices.length === 0) return [paragraph({ bold: title }), commandsFor(accounts)];
  return [
    paragraph({ bold: title }),
    menuOf(choices),
    ...(left > 0 ? [note(`${left} more names are not in the menu; /migcheck check NAME takes any.`)] : []),
  ];
}
