import { isProblem, type MsAddress, parseMsAddress } from '../migration/address.ts';
import type { Who } from '../migration/recipient.ts';
import { WIZARD_VERSIONS, type WizardVersion, wizardOfMlmig } from '../migration/wizard.ts';
import { fromSlack, mentionIn } from './slack-text.ts';
import { type Mistake, mistake, parseWho } from './who.ts';

/** Who is asked about, and what the asker already knows. */
export type Question = { readonly who: Who; readonly source?: MsAddress; readonly wizard?: WizardVersion };

/** All that `/migcheck` understands. */
export type Command =
  | { readonly kind: 'help' }
  | ({ readonly kind: 'check' } & Question)
  /** Without a text there is a form to be filled in. */
  | { readonly kind: 'explain'; readonly text: string }
  /** Without a name: what the asker did. */
  | { readonly kind: 'history'; readonly who?: Who }
  | { readonly kind: 'undo'; readonly who: Who }
  /** What waits for the asker. */
  | { readonly kind: 'pending' }
  /** Many people at once: a form asks for the list; a container may be named at once. */
  | { readonly kind: 'wave'; readonly container?: string }
  /** How migcheck itself is. */
  | { readonly kind: 'doctor' }
  | Mistake;

/** One word of a command; quoted words are never keywords. */
type Word = { readonly text: string; readonly quoted: boolean };

const CHECK_FORM = '`/migcheck NAME [as MS:NETWORK/POSTOFFICE/MAILBOX] [wizard VERSION]`';

const WIZARD_FORM = `wizard ${WIZARD_VERSIONS.join(' | ')} | the version of Mlmig32.dll`;

/** Splits at blanks; `"…"` and `'…'` hold several words together. An apostrophe inside a word is a letter. */
function wordsOf(text: string): readonly Word[] {
  const words = text.matchAll(/"([^"]*)"(?=\s|$)|'([^']*)'(?=\s|$)|(\S+)/g);
  return [...words].map(([, double, single, bare]) => ({
    text: double ?? single ?? bare ?? '',
    quoted: bare === undefined,
  }));
}

/** `5.5-sp1`, also typed `5.5 SP1` or `5.5sp1`; or the version of Mlmig32.dll, `5.5.2232.2`. */
function parseWizard(text: string): WizardVersion | Mistake {
  const plain = text
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .replace(/[\s_-]+/g, '');
  const version = WIZARD_VERSIONS.find((known) => known.replace('-', '') === plain);
  if (version) return version;
  const file = wizardOfMlmig(text);
  if (file?.kind === 'wizard') return file.wizard;
  if (file) return mistake(file.why, WIZARD_FORM);
  const problem =
    plain === '5.5'
      ? 'Version 5.5 alone does not say how the wizard looks.'
      : plain === ''
        ? 'Which version of the wizard?'
        : `"${text.slice(0, 40)}" is no wizard version.`;
  return mistake(problem, WIZARD_FORM);
}

const isKeyword = (word: Word, keyword: string): boolean => !word.quoted && word.text.toLowerCase() === keyword;

const joined = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

type Parts = { readonly name: readonly Word[]; readonly as?: readonly Word[]; readonly wizard?: readonly Word[] };

/** Cuts the words at `as` and `wizard`, which count from the second word on, in either order. */
function partsOf(words: readonly Word[]): Parts {
  const cuts = words.flatMap((word, index) =>
    index > 0 && (isKeyword(word, 'as') || isKeyword(word, 'wizard')) ? [index] : [],
  );
  const after = cuts.map((cut, index) => [
    words[cut]?.text.toLowerCase(),
    words.slice(cut + 1, cuts[index + 1] ?? words.length),
  ]);
  return { ...Object.fromEntries(after), name: words.slice(0, cuts[0] ?? words.length) };
}

function parseSource(words: readonly Word[] | undefined): MsAddress | undefined | Mistake {
  if (!words) return undefined;
  const address = parseMsAddress(joined(words));
  return isProblem(address) ? mistake(address.problem, CHECK_FORM) : address;
}

const isMistake = (value: object | string | undefined): value is Mistake =>
  typeof value === 'object' && 'kind' in value && value.kind === 'mistake';

/** `NAME [as MS:…] [wizard V]`, as a person types it into a field. */
export const questionTyped = (raw: string): Question | Mistake => parseQuestion(wordsOf(typed(raw)));

/** `NAME [as MS:…] [wizard V]`, from words. */
export function parseQuestion(words: readonly Word[]): Question | Mistake {
  const twice = ['as', 'wizard'].find(
    (keyword) => words.slice(1).filter((word) => isKeyword(word, keyword)).length > 1,
  );
  if (twice) return mistake(`"${twice}" is there twice.`, CHECK_FORM);
  const parts = partsOf(words);
  const who = parseWho(joined(parts.name));
  if (isMistake(who)) return who;
  const source = parseSource(parts.as);
  if (isMistake(source)) return source;
  const wizard = parts.wizard && parseWizard(joined(parts.wizard));
  if (isMistake(wizard)) return wizard;
  return { who, ...(source ? { source } : {}), ...(wizard ? { wizard } : {}) };
}

function parseCheck(words: readonly Word[]): Command {
  if (words.length === 0) return mistake('Whom shall I check?', CHECK_FORM);
  const question = parseQuestion(words);
  return isMistake(question) ? question : { kind: 'check', ...question };
}

function parseHistory(words: readonly Word[]): Command {
  const [only, ...more] = words;
  if (!only || (more.length === 0 && isKeyword(only, 'me'))) return { kind: 'history' };
  const who = parseWho(joined(words));
  return isMistake(who) ? who : { kind: 'history', who };
}

function parseUndo(words: readonly Word[]): Command {
  if (words.length === 0) return mistake('Whose change is to be undone?', '`/migcheck undo NAME`');
  const who = parseWho(joined(words));
  return isMistake(who) ? who : { kind: 'undo', who };
}

/** A command that takes nothing; with more words it is somebody's name. */
const parseAlone = (kind: 'pending' | 'doctor', words: readonly Word[], text: string): Command =>
  words.length === 0 ? { kind } : parseCheck(wordsOf(text));

/** Somebody may be called Wave; whatever has no place in a name is a container. */
function parseWave(words: readonly Word[], text: string): Command {
  if (words.length === 0) return { kind: 'wave' };
  const who = parseWho(joined(words));
  return 'by' in who && who.by === 'dn' ? { kind: 'wave', container: who.dn } : parseCheck(wordsOf(text));
}

/** Slack's text as it was typed; a mention keeps the form by which its user is known, `<@U012AB3CD>`. */
const typed = (raw: string): string =>
  raw
    .split(/(<@[^<>]*>)/)
    .map((part, index) => (index % 2 === 1 ? `<@${mentionIn(part) ?? ''}>` : fromSlack(part)))
    .join('');

/** A command as it was typed, without what Slack makes of it. */
function commandTyped(text: string): Command {
  const [, first = '', after = ''] = /^\s*(\S*)\s*(.*)$/s.exec(text) ?? [];
  switch (first.toLowerCase()) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'explain':
      return { kind: 'explain', text: after.trim() };
    case 'check':
      return parseCheck(wordsOf(after));
    case 'history':
      return parseHistory(wordsOf(after));
    case 'undo':
      return parseUndo(wordsOf(after));
    case 'pending':
      return parseAlone('pending', wordsOf(after), text);
    case 'wave':
      return parseWave(wordsOf(after), text);
    case 'doctor':
      return parseAlone('doctor', wordsOf(after), text);
    default:
      return parseCheck(wordsOf(text));
  }
}

/** Reads what follows `/migcheck`, as Slack sends it (entities, links, smart quotes and all). */
export const parseCommand = (raw: string): Command => commandTyped(typed(raw));

const KEYWORDS = new Set(['check', 'history', 'undo', 'pending', 'doctor', 'help']);

/** More words than these are a sentence, and nobody's name. */
const WORDS_OF_A_NAME = 2;

/**
 * The command in what was said to the bot in a message, already as it was typed: one of its words, a name, or a
 * question with `as` or `wizard`. Undefined for a sentence, which asks for nothing that is known here.
 */
export function commandIn(text: string): Command | undefined {
  const words = wordsOf(text);
  const [first] = words;
  if (!first || text.includes('\n')) return undefined;
  const parts = partsOf(words);
  const isNamed = parts.as !== undefined || parts.wizard !== undefined || parts.name.length <= WORDS_OF_A_NAME;
  return isNamed || KEYWORDS.has(first.text.toLowerCase()) ? commandTyped(text) : undefined;
}
