import type { Card } from '../cards/card.ts';
import { sentence } from '../cards/replies.ts';
import { waveCard, waveEndedCard, waveProgressCard, waveSentence } from '../cards/wave-card.ts';
import { waveFilesCard } from '../cards/wave-replies.ts';
import { SlackRefused } from '../errors.ts';
import { type JobOf, showWaveJob } from '../job.ts';
import type { Chat, Clock, KeptSurvey, Ledger, Queue } from '../ports.ts';
import { isOver, type Wave, type WavePlace } from '../wave/wave.ts';
import { batchesOf, filesOf } from './show-wave/files.ts';

type Deps = { chat: Chat; ledger: Ledger; queue: Queue; clock: Clock };

/** Milliseconds after which the next batch of files is taken for lost, and sent for once more. */
const PATIENCE = 120_000;

/** Shows a wave as it now stands: how far it is, or its end, once, with its files. */
export async function showWave({ waveId }: JobOf<'show-wave'>, deps: Deps): Promise<void> {
  const wave = await deps.ledger.waves.wave(waveId);
  if (!wave) return;
  if (isOver(wave)) return showEnd(wave, deps);
  if (wave.place) await updated(wave.place, waveProgressCard(wave), deps.chat);
}

/** *Cancel*: its worker hears of it within seconds, and everybody who sees the message at once. */
export async function cancelWave(job: JobOf<'cancel-wave'>, deps: Deps): Promise<void> {
  const { chat, ledger, clock } = deps;
  const by = job.by.user;
  const isNew = await ledger.waves.end(job.waveId, 'cancelled', { at: clock.now(), by });
  const wave = await ledger.waves.wave(job.waveId);
  if (wave?.state === 'cancelled') return showEnd(wave, deps);
  if (!isNew) await chat.answer({ user: by, replyTo: job.replyTo }, sentence('That check has ended already.'));
}

async function showEnd(wave: Wave, deps: Deps): Promise<void> {
  const { ledger, queue, clock } = deps;
  const survey = wave.state === 'judged' ? await ledger.waves.survey(wave.id) : undefined;
  const answer = { card: survey ? waveCard(wave, survey) : waveEndedCard(wave), survey };
  const left = await told(wave, answer, deps).catch(async (error: unknown) => {
    if (!(error instanceof SlackRefused)) throw error;
    // The channel was closed to us since; whoever asked is told all the same.
    return told({ ...wave, place: await toAsker(wave, answer.card, deps) }, answer, deps);
  });
  if (left === 0) return ledger.waves.markTold(wave.id);
  // Each batch of files has the time of a function for itself, and meanwhile the sweep does not send for it as well.
  await ledger.waves.postpone(wave.id, new Date(Date.parse(clock.now()) + PATIENCE).toISOString());
  await queue.send('talk', showWaveJob(wave.id, `files:${left}`));
}

type Answer = { readonly card: Card; readonly survey: KeptSurvey | undefined };

/** Shows the end, and attaches what is next of its files; how many batches are left. */
async function told(wave: Wave, { card, survey }: Answer, deps: Deps): Promise<number> {
  const { channel, ts, threadTs = ts } = await shown(wave, card, deps);
  return survey ? attached(wave, survey, { place: { channel, threadTs }, ...deps }) : 0;
}

type Attaching = Deps & { readonly place: { readonly channel: string; readonly threadTs: string } };

/** Attaches the first batch that is not yet, the very first after a word on what they all are. */
async function attached(wave: Wave, survey: KeptSurvey, { place, chat, ledger }: Attaching): Promise<number> {
  const { channel, threadTs } = place;
  for (const batch of batchesOf(survey)) {
    const key = `wave:${wave.id}:files:${batch.number}`;
    if (await ledger.isDone(key)) continue;
    const list = batch.number === 1 ? await ledger.waves.list(wave.id) : undefined;
    const files = await filesOf(wave, survey, { batch, list });
    const said = waveFilesCard(wave, { said: waveSentence(wave, survey), files });
    if (batch.number === 1) await once(`wave:${wave.id}:said`, ledger, () => chat.post(channel, said, { threadTs }));
    await chat.attach({ channel, threadTs }, files);
    await ledger.markDone(key);
    return batch.of - batch.number;
  }
  return 0;
}

/** Posts the card to whoever asked; where it then stands. */
async function toAsker(wave: Wave, card: Card, { chat, ledger }: Deps): Promise<WavePlace> {
  const place = await chat.post(wave.by.user, card);
  await ledger.waves.place(wave.id, place);
  return place;
}

/** Puts the card into the wave's message; where that is gone, or never was, into a new one to whoever asked. */
async function shown(wave: Wave, card: Card, deps: Deps): Promise<WavePlace> {
  if (wave.place && (await updated(wave.place, card, deps.chat))) return wave.place;
  return toAsker(wave, card, deps);
}

async function updated(place: WavePlace, card: Card, chat: Chat): Promise<boolean> {
  try {
    await chat.update(place, card);
    return true;
  } catch (error) {
    if (error instanceof SlackRefused) return false;
    throw error;
  }
}

/** Says something once, also where the job comes again. */
async function once(key: string, ledger: Ledger, say: () => Promise<unknown>): Promise<void> {
  if (await ledger.isDone(key)) return;
  await say();
  await ledger.markDone(key);
}
