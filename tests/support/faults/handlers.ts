import type { SQSEvent } from 'aws-lambda';
import { handler as check } from '../../../handlers/check.ts';
import { handler as fix } from '../../../handlers/fix.ts';
import { handler as sweep } from '../../../handlers/sweep.ts';
import { handler as talk } from '../../../handlers/talk.ts';

/** The product's workers, as they are. */
export const handlers = {
  check: (event: unknown) => check(event as SQSEvent),
  fix: (event: unknown) => fix(event as SQSEvent),
  sweep: () => sweep(),
  talk: (event: unknown) => talk(event as SQSEvent),
};
