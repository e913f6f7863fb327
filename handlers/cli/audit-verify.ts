import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { findingLine, verifiedDocument, verifiedText } from '../../lib/cards/verified.ts';
import { Misuse } from '../../lib/errors.ts';
import { verifyAudit } from '../../lib/flows/verify-audit.ts';
import { type Head, headsIn } from '../../lib/migration/verify/heads.ts';
import type { Archive } from '../../lib/ports.ts';
import type { Pieces } from './answered.ts';
import { openedText } from './file.ts';

const EXPECTED =
  'Expected are log lines of talk, fix and sweep as CloudWatch or standard output give them, each with {"message":"audit head","chain":"migcheck","number":12,"hash":"…"} in it.';

/** Every head in a file of log lines. */
async function headsFrom(file: string): Promise<readonly Head[]> {
  const heads: Head[] = [];
  let number = 0;
  for await (const line of createInterface({ input: Readable.from(await openedText(file)) })) {
    number += 1;
    const found = headsIn(line);
    if (found === 'unreadable')
      throw new Misuse(`Line ${number} of ${file} has a head that cannot be read. ${EXPECTED}`);
    heads.push(...found);
  }
  if (heads.length === 0) throw new Misuse(`${file} has no heads in it. ${EXPECTED}`);
  return heads;
}

type Options = { readonly heads?: string | undefined; readonly json?: boolean | undefined };

async function* told(archive: Archive, heads: readonly Head[], asJson: boolean): Pieces {
  const findings = verifyAudit(archive, heads);
  let count = 0;
  if (asJson) yield '{\n"findings": [';
  let next = await findings.next();
  for (; !next.done; next = await findings.next()) {
    yield asJson ? `${count > 0 ? ',' : ''}\n${JSON.stringify(next.value)}` : `${findingLine(next.value)}\n`;
    count += 1;
  }
  yield asJson ? `],\n${verifiedDocument(next.value, count)}\n}\n` : `${verifiedText(next.value, count)}\n`;
  archive.close();
  return count > 0 ? 1 : 0;
}

/** Findings are written as they come to light. */
export async function verified(options: Options, open: () => Archive): Promise<Pieces> {
  const heads = options.heads === undefined ? [] : await headsFrom(options.heads);
  return told(open(), heads, options.json ?? false);
}
