import { startDynamo } from '../../../infra/local/dynamodb.ts';
import { startGateway } from '../../../infra/local/gateway.ts';
import { type Ldap, startLdap } from '../../../infra/local/ldap/start.ts';
import { exchange55Organization } from '../../../infra/local/sample/exchange55.ts';
import { type SampleOrganization, served } from '../../../infra/local/sample/organization.ts';
import type { Person } from '../../../infra/local/sample/person.ts';
import { queueSettings, tableSettings } from '../../../infra/local/settings.ts';
import { startSlack } from '../../../infra/local/slack/start.ts';
import { manifestFor } from '../../../infra/manifest.ts';
import { ENDED, isUntold } from '../../../lib/migration/proposal.ts';
import { newTables } from '../ledger-tables.ts';
import { keptIn } from '../rig/kept.ts';
import { SECRET, settingsFor, TOKEN } from '../rig/parts.ts';
import { MIGRATION, peopleOf } from '../rig/people.ts';
import { startSqsServer } from '../sqs-places.ts';
import { until } from '../until.ts';
import { hireCrew } from './crew.ts';

export const WORKERS = 8;
/** Milliseconds that Slack waits for us; a busy machine takes its time. */
const PATIENCE = 100_000;

/** Twenty approvers. */
export const TWENTY = Array.from({ length: 20 }, (_, number) => `U0RACE${number}`);

export type FieldOptions = {
  /** Mailboxes beside those of the sample organisation. */
  readonly more?: readonly Person[];
  /** How many servers hold a copy of the directory, none of which hears of another's changes. */
  readonly servers?: number;
};

function withMore(more: readonly Person[]): SampleOrganization {
  const organization = exchange55Organization();
  const entries = more.flatMap((person, number) => organization.entriesFor(person, number));
  return { ...organization, entries: [...organization.entries, ...entries] };
}

/** The whole bot with eight workers: one directory or several, one Slack, one ledger, three queues. */
export async function startField({ more = [], servers = 1 }: FieldOptions = {}) {
  const organization = withMore(more);
  const directories = await Promise.all(Array.from({ length: servers }, () => startLdap(served(organization))));
  const [dynamo, sqs, slack] = await Promise.all([
    startDynamo(),
    startSqsServer({ visibilitySeconds: 20 }),
    openSlack(),
  ]);
  const tables = await newTables(dynamo.endpoint);
  const settings = Array.from({ length: WORKERS }, (_, index) => ({
    ...settingsFor(organization, directories[index % servers]?.url ?? '', slack),
    APPROVERS: TWENTY.join(),
    RATE_LIMIT: '1000',
    ...tableSettings(tables),
    ...queueSettings(sqs),
  }));
  const crew = await hireCrew(sqs, settings);
  const gateway = await startGateway(crew.door);
  slack.controls.sendEventsTo(gateway.url);
  const kept = keptIn(tables);
  let ahead = 0;

  /** Nothing is on any queue, and of nothing that has ended is there more to be told. */
  async function quiet(): Promise<void> {
    const isQuiet = async (): Promise<boolean> => {
      const counts = await sqs.countsOf(Object.values(sqs.urls));
      return counts.every(({ ready, hidden, delayed }) => ready + hidden + delayed === 0);
    };
    await until(isQuiet, (is) => is);
  }

  return {
    ...peopleOf(slack),
    ...kept,
    ...writtenIn(directories),
    environment: settings[0] ?? {},
    slack,
    crew,
    quiet,
    /** Time passes, and whatever it makes due happens, until nothing more does. */
    async untilEnded() {
      const isOver = async (): Promise<boolean> => {
        await quiet();
        return (await kept.proposals()).every((one) => ENDED.has(one.state) && !isUntold(one));
      };
      while (!(await isOver())) {
        ahead += 2 * 60_000;
        slack.controls.skewClock(ahead);
        await crew.sweepAt(ahead);
      }
    },
    deadLetters: async () => {
      const counts = await sqs.countsOf(Object.values(sqs.deadLetterUrls));
      return counts.reduce((sum, { ready }) => sum + ready, 0);
    },
    async close() {
      await crew.dismiss();
      kept.leave();
      await Promise.all([gateway.close(), slack.close(), ...directories.map((ldap) => ldap.close())]);
      await sqs.stop();
      await dynamo.close();
    },
  };
}

export type Field = Awaited<ReturnType<typeof startField>>;

/** A Slack with twenty people more, who are all in the channel. */
async function openSlack() {
  const manifest = manifestFor({ watch: false });
  const slack = await startSlack({ signingSecret: SECRET, botToken: TOKEN, manifest, patience: PATIENCE });
  for (const id of TWENTY) {
    const name = id.toLowerCase();
    const person = { id, name, realName: name, email: `${name}@fabrikam.example`, colour: '#1d7a8c' };
    slack.workspace.people.set(id, { ...person, teamId: slack.workspace.team.id });
    slack.controls.setMember(MIGRATION, id, true);
  }
  return slack;
}

/** What was written to the directories, whichever it was. */
function writtenIn(directories: readonly Ldap[]) {
  const requests = () => directories.flatMap((ldap) => ldap.requests);
  const modifies = () => requests().flatMap((one) => (one.kind === 'modify' ? [one] : []));
  return {
    /** The name of every object that a modify was sent for. */
    modified: (): readonly string[] => modifies().map(({ dn }) => dn),
    /** Every value that was to be added or taken away. */
    written: (): readonly string[] =>
      modifies().flatMap(({ changes }) => changes.flatMap(({ values }) => values.map(String))),
    /** The values that the object holds, on all servers together. */
    held: (dn: string): readonly string[] => directories.flatMap((ldap) => ldap.values(dn, 'otherMailbox').map(String)),
  };
}
