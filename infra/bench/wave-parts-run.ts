import type { SQSEvent } from 'aws-lambda';
import { systemClock } from '../../lib/adapters/clock.ts';
import { openLedger } from '../../lib/adapters/ledger/ledger.ts';
import { ledgerPlace } from '../../lib/adapters/settings.ts';
import { batchesOf, filesOf } from '../../lib/flows/show-wave/files.ts';
import { judgeJob } from '../../lib/job.ts';

/** What a function did: in milliseconds, with the most memory that its process took, in bytes. */
type FunctionRun = { readonly took: number; readonly peak: number; readonly parts: number; readonly people: number };

type Environment = Readonly<Record<string, string>>;

const ledgerOf = (environment: Environment) => openLedger(ledgerPlace(environment), systemClock);

/** Works one part of a wave, as the function does that the queue hands its job to. */
export async function runPart(environment: Environment, waveId: string, part: number): Promise<FunctionRun> {
  Object.assign(process.env, environment);
  const { handler } = await import('../../handlers/wave.ts');
  const start = performance.now();
  const { batchItemFailures } = await handler(eventOf(judgeJob(waveId, `part-${part}`, part)));
  const took = performance.now() - start;
  const wave = await ledgerOf(environment).waves.wave(waveId);
  if (batchItemFailures.length > 0 || !wave?.parts[part]?.isDone)
    throw new Error(`Part ${part} did not end: ${wave?.end?.why}`);
  return { took, peak: peak(), parts: wave.parts.length, people: wave.people ?? 0 };
}

/** Makes the first batch of files of a wave. */
export async function runFiles(environment: Environment, waveId: string): Promise<FunctionRun> {
  const { waves } = ledgerOf(environment);
  const start = performance.now();
  const [wave, survey] = [await waves.wave(waveId), await waves.survey(waveId)];
  const [batch] = survey ? batchesOf(survey) : [];
  if (!wave || !survey || !batch || wave.state !== 'judged') throw new Error(`It ended as ${wave?.state}`);
  const files = await filesOf(wave, survey, { batch, list: undefined });
  if (files.length < 2) throw new Error('There are no files');
  return { took: performance.now() - start, peak: peak(), parts: batch.of, people: survey.people };
}

const peak = (): number => process.resourceUsage().maxRSS * 1024;

function eventOf(job: object): SQSEvent {
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '' };
  const record = {
    ...{ messageId: 'bench', receiptHandle: 'bench', body: JSON.stringify(job), messageAttributes: {}, md5OfBody: '' },
    attributes: { ...attributes, ApproximateFirstReceiveTimestamp: '0' },
    ...{ eventSource: 'aws:sqs', eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench', awsRegion: 'us-east-1' },
  };
  return { Records: [record] };
}
