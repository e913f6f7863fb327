import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Block, blocksIn } from '../support/guide/blocks.ts';
import { freshCopy } from '../support/guide/copy.ts';
import { type GuideStand, SIGNING_SECRET, startGuideStand } from '../support/guide/stand.ts';
import { atTerminal, type Said } from '../support/guide/terminal.ts';
import { needs } from '../support/machine.ts';
import { AVERY, MIGRATION, wordsIn } from '../support/rig/people.ts';
import { until } from '../support/until.ts';

const page = readFileSync(join(__dirname, '../../docs/install.md'), 'utf8');
const steps = blocksIn(page).filter(({ language }) => ['ini', 'sh', 'slack'].includes(language));

let stand: GuideStand;
let copy: ReturnType<typeof freshCopy>;

/** What stands on the page for something of the reader's own, and what it is here. */
const here = (text: string): string =>
  text
    .replaceAll('https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events', stand.door)
    .replaceAll('ldaps://ex1.example.com', stand.rig.ldap.secureUrl ?? '');

const ANSWERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'npm run secrets -- --stage prod': [
    ['slack-signing-secret (', SIGNING_SECRET],
    ['slack-bot-token (', 'xoxb-a-bot-token'],
    ['ldap-bind-password (', 'reader-Pa55word'],
    ['ldap-write-bind-password (', ''],
  ],
  'npm run secrets -- --stage prod --only ldap-write-bind-password': [
    ['ldap-write-bind-password (', 'writer-Pa55word'],
  ],
};

const types = (line: string): Promise<Said> =>
  atTerminal(
    here(line),
    {
      cwd: copy.folder,
      env: {
        PATH: process.env.PATH,
        HOME: copy.folder,
        TERM: 'xterm',
        npm_config_update_notifier: 'false',
        ...stand.environment,
      },
    },
    ANSWERS[line],
  );

/** What this line has to show, and its exit code. A line that is not here is a step of the guide that nobody looks at. */
const EXPECTED: Readonly<Record<string, readonly (readonly [code: number, shown: RegExp])[]>> = {
  'npm run -s manifest > slack-app.json': [[0, /^$/]],
  'npm run deploy -- --stage prod': [
    [0, /Service deployed to stack migcheck-prod[\s\S]*endpoint: POST - http:\S+\/slack\/events/],
  ],
  'npm run secrets -- --stage prod': [[0, /slack-bot-token: written as version 1; read back: the same/]],
  'npm run secrets -- --stage prod --list': [[0, /ldap-bind-password +version 1/]],
  'npm run -s manifest -- --url https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events > slack-app.json': [
    [0, /^$/],
  ],
  'npm run smoke -- --url https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events --stage prod': [
    [0, /Proved: the address is the door/],
  ],
  'npm run smoke -- --url https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events --stage prod --channel C0MIGRATE --user U0APPROVE':
    [[0, /Proved as well: checks, the directory, talk and Slack/]],
  'npm run -s migcheck -- doctor --stage prod --no-directory': [[0, /was left out \(--no-directory\)[\s\S]*\d+ well/]],
  'npm run -s migcheck -- doctor --stage prod': [
    [0, /the read-only first week[\s\S]*\d+ well/],
    [0, /the right to write, without writing: this directory cannot tell[\s\S]*\d+ well/],
  ],
  'npm run secrets -- --stage prod --only ldap-write-bind-password': [[0, /written as version 1; read back: the same/]],
  'npm run remove -- --stage prod': [[0, /has been successfully removed/]],
};

const SLACK: Readonly<Record<string, RegExp>> = {
  '/migcheck doctor': /How migcheck is: (?!.*broken)/,
  '/migcheck help': /will the wizard find this mailbox/,
  '/migcheck jdoe as MS:CORP/PO1/JDOE': /MIGRATE/,
};

/** Types a line in Slack as an approver, and waits for what comes of it. */
async function inSlack(line: string): Promise<string> {
  // The look-alike has no /invite of its own; what it does is done in its place.
  if (line === '/invite @migcheck') {
    stand.rig.slack.workspace.channels.get('C0APPROVE')?.members.add('U0MIGCHECK');
    return '';
  }
  await stand.rig.types(AVERY, line, MIGRATION);
  const wanted = SLACK[line] ?? /(?!)/;
  const told = await until(
    async () => (await stand.rig.sees(AVERY)).map(wordsIn),
    (all) => all.some((words) => wanted.test(words)),
  );
  return told.at(-1) ?? '';
}

const written: string[] = [];

/** `.env` of the reader; the first block makes it, the next ones go on. */
function fillIn({ lines }: Block): void {
  const file = join(copy.folder, '.env');
  const text = `${here(lines.join('\n'))}\n`;
  if (written.length === 0) writeFileSync(file, text);
  else appendFileSync(file, text);
  written.push(text);
  mkdirSync(join(copy.folder, 'infra/ca'), { recursive: true });
  copyFileSync(stand.authority.caFile, join(copy.folder, 'infra/ca/example.pem'));
}

needs(
  'script',
  'openssl',
  'npm',
)('docs/install.md, followed line by line in a fresh copy, AWS, Slack and the directory being stand-ins', () => {
  beforeAll(async () => {
    stand = await startGuideStand();
    copy = freshCopy();
  }, 60_000);
  afterAll(async () => {
    copy.remove();
    await stand.close();
  });

  const times = new Map<string, number>();
  const named = steps.flatMap((block) =>
    block.language === 'ini'
      ? [{ name: `.env: ${block.lines[0]}`, block, line: '' }]
      : block.lines.map((line) => ({ name: line, block, line })),
  );

  test.each(named)('$name', async ({ block, line }) => {
    if (block.language === 'ini') return fillIn(block);
    if (block.language === 'slack') return void (await inSlack(line));
    const time = times.get(line) ?? 0;
    times.set(line, time + 1);
    const [code, shown] = EXPECTED[line]?.[time] ?? [];
    expect({ line, isExpected: shown !== undefined }).toEqual({ line, isExpected: true });
    const said = await types(line);

    expect(said.seen).toMatch(shown ?? /(?!)/);
    expect(said.seen).not.toMatch(new RegExp(`${SIGNING_SECRET}|Pa55word|xoxb-a`));
    expect(said.code).toBe(code);
  });

  test('afterwards: the manifest names the address, the secrets are kept, the stack was made, changed and removed', () => {
    const manifest = JSON.parse(readFileSync(join(copy.folder, 'slack-app.json'), 'utf8'));
    expect(manifest.settings.interactivity.request_url).toBe(stand.door);
    expect([...stand.store.kept.keys()].sort()).toEqual(
      ['ldap-bind-password', 'ldap-write-bind-password', 'slack-bot-token', 'slack-signing-secret'].map(
        (name) => `/migcheck/prod/${name}`,
      ),
    );
    expect(stand.cloud.uploaded()).toEqual(
      expect.arrayContaining(['check.zip', 'fix.zip', 'slack.zip', 'sweep.zip', 'talk.zip']),
    );
    expect(stand.cloud.done).toEqual(['CREATE', 'UPDATE', 'DELETE']);
    expect(stand.rig.modifies()).toEqual([]);
    expect(written).toHaveLength(2);
  });
});

test('no command of ours stands in a block that is not run', () => {
  const others = blocksIn(page).filter(({ language }) => !['ini', 'sh', 'slack'].includes(language));
  expect(
    others
      .flatMap(({ lines }) => lines)
      .filter((line) => /npm |migcheck --|\/migcheck /.test(line.replace(/\/migcheck\/prod/g, ''))),
  ).toEqual([]);
  expect(new Set(others.map(({ language }) => language))).toEqual(new Set(['mermaid', 'text']));
});
