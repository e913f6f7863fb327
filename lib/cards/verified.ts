import type { Finding } from '../migration/verify/finding.ts';
import type { Verified } from '../migration/verify.ts';
import { visible } from './visible.ts';

/** One finding for a terminal: where, what, and a sentence. */
export const findingLine = ({ what, number, proposalId, says }: Finding): string =>
  visible(
    [number === undefined ? '' : `#${number} `, proposalId === undefined ? '' : `proposal ${proposalId} `]
      .join('')
      .concat(`${what}: ${says}`),
  );

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What is no fault, and yet to be known. */
function remarksOn({ heads, headsOfOtherChains, unwitnessed, erased }: Verified): readonly string[] {
  const others = [
    ...(erased > 0
      ? [`${counted(erased, 'record')} erased in part (personal data); who, whom or words are not there any more.`]
      : []),
    ...(headsOfOtherChains > 0 ? [`${counted(headsOfOtherChains, 'head')} of other chains left out.`] : []),
  ];
  if (heads === 0)
    return [
      ...others,
      'No heads were given: records that were cut off at the end, or written anew with all behind them, may go unseen.',
    ];
  if (!unwitnessed) return others;
  const { from, to } = unwitnessed;
  return [
    ...others,
    `Not witnessed: ${from === to ? `record ${from}` : `records ${from} to ${to}`}, after the last head.`,
  ];
}

/** How a verification ended, for a terminal. */
export function verifiedText(verified: Verified, findings: number): string {
  const { records, proposals, heads } = verified;
  const seen = `${counted(records, 'record')}, ${counted(proposals, 'proposal')}, ${counted(heads, 'noted head')}`;
  const verdict = findings === 0 ? `Sound: ${seen}.` : `${counted(findings, 'finding')}: ${seen}.`;
  return [verdict, ...remarksOn(verified)].join('\n');
}

/** The same for machines, as what follows the findings in one JSON document. */
export function verifiedDocument(verified: Verified, findings: number): string {
  const { records, proposals, heads, headsOfOtherChains, erased, unwitnessed = null } = verified;
  const rest = { sound: findings === 0, records, proposals, heads, headsOfOtherChains, erased, unwitnessed };
  return JSON.stringify(rest, null, 0).slice(1, -1);
}
