import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { systemClock } from '../lib/adapters/clock.ts';
import { openDirectory } from '../lib/adapters/directory/directory.ts';
import { openLedger } from '../lib/adapters/ledger/ledger.ts';
import { assumptions, directorySettings, type Environment, ledgerPlace } from '../lib/adapters/settings.ts';
import { parseQuestion } from '../lib/asking/command.ts';
import { checkDocument, checkText } from '../lib/cards/document.ts';
import { startDocument, startText } from '../lib/cards/log-document.ts';
import { troubleSentence } from '../lib/cards/replies.ts';
import { visible } from '../lib/cards/visible.ts';
import { DirectoryUnavailable, Misconfigured, Misuse } from '../lib/errors.ts';
import { explainBatches } from '../lib/events/log.ts';
import { examine } from '../lib/flows/examine.ts';
import { readHistory } from '../lib/flows/history.ts';
import type { AuditRecord } from '../lib/migration/audit.ts';
import { type Answered, json, type Pieces } from './cli/answered.ts';
import { AUDIT_USAGE, audit } from './cli/audit.ts';
import { openedText } from './cli/file.ts';
import { wave } from './cli/wave.ts';

const USAGE = `migcheck check NAME [as MS:NETWORK/POSTOFFICE/MAILBOX] [wizard VERSION] [--json]
migcheck explain [FILE|-] [--json]
migcheck history NAME [--json]
migcheck wave FILE|--container DN [--json] [--csv FILE] [--corrected FILE] [--import FILE]
${AUDIT_USAGE}
migcheck doctor [--stage STAGE] [--no-directory] [--json]`;

type Ask = { readonly words: readonly string[]; readonly json: boolean; readonly environment: Environment };

/** An argument with blanks was quoted in the shell, so nothing in it is a keyword. */
function questionFrom(words: readonly string[]) {
  if (words.length === 0) throw new Misuse('Nobody was named.');
  const question = parseQuestion(words.map((text) => ({ text, quoted: /\s/.test(text) })));
  if ('kind' in question) throw new Misuse(question.problem);
  const { who } = question;
  if (who.by === 'slack-user') throw new Misuse('A Slack mention is known in Slack only.');
  return { ...question, who };
}

async function check({ words, json: asJson, environment }: Ask): Promise<Answered> {
  const question = questionFrom(words);
  const settings = assumptions(environment);
  const directory = openDirectory(directorySettings(environment, 'read'));
  try {
    const asked = { ...question, wizard: question.wizard ?? settings.wizard, observed: false };
    const examination = await examine(asked, { directory, clock: systemClock, assumptions: settings });
    const output = asJson ? json(checkDocument(examination)) : checkText(examination);
    return { output, code: examination.diagnosis.found === 'yes' ? 0 : 1 };
  } finally {
    await directory.close();
  }
}

/** Writes the events of a log as they are read: however many they are, they are never held. */
async function* explained(text: AsyncIterable<string>, asJson: boolean): Pieces {
  const document = asJson ? startDocument() : startText();
  const batches = explainBatches(text);
  let next = await batches.next();
  for (; !next.done; next = await batches.next()) yield document.add(next.value);
  yield document.end(next.value);
  return next.value.summary.explained > 0 ? 0 : 1;
}

async function explain({ words, json: asJson }: Ask): Promise<Answered> {
  if (words.length > 1) throw new Misuse('One file at a time.');
  return explained(await openedText(words[0]), asJson);
}

/** One record; a change is an addition or its undo, and nothing else in it would tell them apart. */
function lineOf({ number, at, action, actor, change, value, detail }: AuditRecord): string {
  const what = `to ${change ?? 'add'} ${visible(value)}`;
  return `  #${number} ${at} ${action} by ${visible(actor?.user ?? 'migcheck')}: ${what}${detail ? ` (${visible(detail)})` : ''}`;
}

async function history({ words, json: asJson, environment }: Ask): Promise<Answered> {
  const { who } = questionFrom(words);
  const ledger = openLedger(ledgerPlace(environment), systemClock);
  const directory = openDirectory(directorySettings(environment, 'read'));
  try {
    const histories = await readHistory(who, { directory, ledger });
    const lines = histories.flatMap(({ dn, records }) => [
      records.length > 0 ? visible(dn) : `${visible(dn)}: nothing was ever proposed.`,
      ...records.map(lineOf),
    ]);
    const found = histories.some(({ records }) => records.length > 0);
    return {
      output: asJson
        ? json({ histories })
        : lines.join('\n') || 'Nobody goes by that name; somebody who is gone is found by the distinguished name.',
      code: found ? 0 : 1,
    };
  } finally {
    await directory.close();
  }
}

const COMMANDS: Record<string, (ask: Ask) => Promise<Answered>> = { check, explain, history };

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

/** With any command, and before anything is opened for it. */
export const asksForHelp = (argv: readonly string[]): boolean =>
  argv[0] === 'help' || argv.some((word) => word === '--help' || word === '-h');

async function answer(argv: readonly string[], environment: Environment): Promise<Answered> {
  if (asksForHelp(argv)) return { output: USAGE, code: 0 };
  if (argv[0] === 'wave') return wave(argv.slice(1), environment);
  // What it looks with takes time to load, and nobody else needs it.
  if (argv[0] === 'doctor') return (await import('./cli/doctor.ts')).doctor(argv.slice(1), environment);
  if (argv[0] === 'audit') return audit(argv.slice(1), environment);
  const { values, positionals } = parse(argv);
  const [name = '', ...words] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Misuse(name ? `There is no command "${name.slice(0, 40)}".` : 'No command was given.');
  return command({ words, json: values.json ?? false, environment });
}

async function write(piece: string): Promise<void> {
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

async function writeAll(answered: Answered): Promise<0 | 1 | 2> {
  if ('output' in answered) {
    await write(`${answered.output}\n`);
    return answered.code;
  }
  let next = await answered.next();
  let last = '';
  for (; !next.done; next = await answered.next()) {
    if (next.value !== '') await write(next.value);
    last = next.value.at(-1) ?? last;
  }
  if (last !== '\n') await write('\n');
  return next.value;
}

/**
 * Answers from a terminal; it reads, and writes nothing but an erasure. Resolves to the exit code: 0 will be found (or an event was
 * explained), 1 will not be found, not known or not clear, 2 misuse or a part that is down.
 */
export async function main(argv: readonly string[], environment: Environment = process.env): Promise<0 | 1 | 2> {
  try {
    return await writeAll(await answer(argv, environment));
  } catch (error) {
    if (error instanceof Misuse) process.stderr.write(`${error.message}\n${USAGE}\n`);
    else if (error instanceof DirectoryUnavailable)
      process.stderr.write(`${troubleSentence(error.trouble)} (${error.server})\n`);
    else if (error instanceof Misconfigured) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`migcheck failed: ${error instanceof Error ? error.message : 'unknown error'}\n`);
    return 2;
  }
}
