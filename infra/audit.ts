// Asks the registry for known vulnerabilities in what the lock file names: `npm run audit`, in CI after the tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** What npm says of a tree: every vulnerable package, or why it could not find out. */
const Report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
});
type Report = z.infer<typeof Report>;
const Trouble = z.object({ message: z.string() });

/** From here on nothing is released; what is less is told. */
const TOO_SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);

/** A tree of one package whose holes are known since 2020 and 2022: who finds none there has not looked. */
const CANARY = { name: 'minimist', version: '0.0.8' } as const;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Npm ends with 1 for both, so its words are read and not its exit code. */
function audited(folder: string): Report | string {
  const words = ['audit', '--package-lock-only', '--json'];
  const { stdout, error } = spawnSync('npm', words, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (error) return `npm cannot be started (${error.message})`;
  try {
    const said: unknown = JSON.parse(stdout);
    const report = Report.safeParse(said);
    return report.success ? report.data : Trouble.parse(said).message;
  } catch {
    return 'npm gave no answer that can be read';
  }
}

function auditedCanary(): Report | string {
  const folder = mkdtempSync(join(tmpdir(), 'migcheck-canary-'));
  const { name, version } = CANARY;
  const tree = { name: 'canary', version: '1.0.0', dependencies: { [name]: version } };
  const packages = { '': tree, [`node_modules/${name}`]: { version } };
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify(tree));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...tree, lockfileVersion: 3, packages }));
    return audited(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Why nothing can be said of `folder`; a mirror may answer every question with "none". */
function whyNotKnown(answer: Report | string): string | undefined {
  if (typeof answer === 'string') return answer;
  const canary = auditedCanary();
  if (typeof canary === 'string') return canary;
  const known = Object.hasOwn(canary.vulnerabilities, CANARY.name);
  return known ? undefined : `the registry answers, and knows nothing even of ${CANARY.name} ${CANARY.version}`;
}

function lineOf([name, { severity, range, via }]: [string, Report['vulnerabilities'][string]]): string {
  const causes = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : `${cause.title}, ${cause.url}`));
  return `  ${severity}: ${name} ${range}: ${causes.join('; ')}`;
}

function codeFor(answer: Report | string): 0 | 1 | 2 {
  const found = typeof answer === 'string' ? [] : Object.entries(answer.vulnerabilities);
  const severe = found.filter(([, { severity }]) => TOO_SEVERE.has(severity));
  for (const one of found) say(lineOf(one));
  if (severe.length > 0) {
    say(`${severe.length} of the packages named in package-lock.json have known holes, high or critical.`);
    return 1;
  }
  const why = whyNotKnown(answer);
  if (why) say(`NOT CHECKED for known vulnerabilities: ${why.split('\n')[0]}`);
  else say(`No high or critical vulnerability is known in what package-lock.json names; ${found.length} lesser ones.`);
  return why ? 2 : 0;
}

// 0: none; 1: there are some; 2: it is not known. CI lets 2 pass with these words unless AUDIT=required.
process.exitCode = codeFor(audited(process.argv[2] ?? '.'));
