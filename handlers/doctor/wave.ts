import { assumptions, type Environment, waveSplit } from '../../lib/adapters/settings.ts';
import { partOf } from '../../lib/doctor/directory-seen.ts';
import { type Finding, findingsOf } from '../../lib/doctor/finding.ts';
import { directoryFindings } from './directory.ts';
import { reachFindings } from './from-the-subnet.ts';
import { readSettings } from './looking.ts';

const FROM = 'from where wave stands';

/** It is the directory that check looks at, too: what is wrong with it is told once, what keeps wave from it is told here. */
function ownOf(findings: readonly Finding[]): readonly Finding[] {
  const broken = findings.filter(({ level }) => level === 'broken');
  const wells = findings.length - broken.length;
  if (broken.length === 0) return [findingsOf(partOf('read')).well(FROM, `${wells} looks, and nothing is broken`)];
  return broken.map((finding) => ({ ...finding, tried: `${finding.tried}, ${FROM}` }));
}

/** What keeps wave from its work: its own settings, its own password, and its way to the directory and to the tables. */
export async function waveFindings(environment: Environment): Promise<readonly Finding[]> {
  const [settings, reach, directory] = await Promise.all([
    readSettings('waves', () => ({ ...assumptions(environment), split: waveSplit(environment) })),
    reachFindings(environment, 'wave'),
    directoryFindings(environment, 'read'),
  ]);
  return [settings.finding, ...reach, ...ownOf(directory)];
}
