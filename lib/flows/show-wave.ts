import type { Card } from '../cards/card.ts';
import { sentence } from '../cards/replies.ts';
import { waveCard, waveEndedCard, waveProgressCard, waveSentence } from '../cards/wave-card.ts';
import { waveFilesCard } from '../cards/wave-replies.ts';
import { SlackRefused } from '../errors.ts';
import type { JobOf } from '../job.ts';
import type { Chat, Clock, Ledger } from '../ports.ts';
import type { Survey } from '../wave/survey.ts';
import { isOver, type Wave, type WavePlace } from '../wave/wave.ts';
import { filesOf } from './show-wave/files.ts';

type Deps = { chat: Chat; ledger: Ledger; clock: Clock };

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
  const { ledger } = deps;
  const survey = wave.state === 'judged' ? await ledger.waves.survey(wave.id) : undefined;
  const card = survey ? waveCard(wave, survey) : waveEndedCard(wave);
  const answer = { card, ...(survey ? await belowOf(wave, survey, ledger) : {}) };
  try {
    await tell(wave, answer, deps);
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    // The channel was closed to us since; whoever asked is told all the same.
    await tell({ ...wave, place: await toAsker(wave, card, deps) }, answer, deps);
  }
  await ledger.waves.markTold(wave.id);
}

type Answer = { readonly card: Card; readonly said?: Card; readonly files?: ReturnType<typeof filesOf> };

async function belowOf(wave: Wave, survey: Survey, ledger: Ledger): Promise<Omit<Answer, 'card'>> {
  const files = filesOf(wave, survey, await ledger.waves.list(wave.id));
  return { files, said: waveFilesCard(wave, { said: waveSentence(wave, survey), files }) };
}

async function tell(wave: Wave, { card, said, files }: Answer, deps: Deps): Promise<void> {
  const { chat, ledger } = deps;
  const { channel, ts, threadTs = ts } = await shown(wave, card, deps);
  if (said) await once(`wave:${wave.id}:said`, ledger, () => chat.post(channel, said, { threadTs }));
  if (files) await once(`wave:${wave.id}:files`, ledger, () => chat.attach({ channel, threadTs }, files));
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
