import type { Card } from '../../lib/cards/card.ts';
import { checkCard } from '../../lib/cards/check-card.ts';
import { doctorCard } from '../../lib/cards/doctor-card.ts';
import { explainCard, messageCard, noEventCard, numberCard } from '../../lib/cards/explain-card.ts';
import { fileTroubleCard } from '../../lib/cards/file-trouble.ts';
import { type HistoryPage, historyCard, ownCard } from '../../lib/cards/history-card.ts';
import { pendingCard } from '../../lib/cards/pending-card.ts';
import { planStandsCard } from '../../lib/cards/plan-stands.ts';
import { proposalCard } from '../../lib/cards/proposal-card.ts';
import { proposalNote } from '../../lib/cards/proposal-note.ts';
import {
  helpCard,
  lookingUp,
  misconfiguredCard,
  mistakeCard,
  refusedCard,
  sentence,
  troubleCard,
  withNote,
} from '../../lib/cards/replies.ts';
import { messagesIn } from '../../lib/events/catalogue.ts';
import { explainPaste } from '../../lib/events/log.ts';
import { chainRecord } from '../../lib/migration/audit.ts';
import { entryFor, noteFor, type Proposal } from '../../lib/migration/proposal.ts';
import type { Dialect, Recipient } from '../../lib/migration/recipient.ts';
import { type Case, examined } from './examinations.ts';
import { JDOE } from './judge.ts';
import { poisoned } from './poison.ts';
import { APPROVER, proposal, STATES } from './proposals.ts';
import { customRecipient, distributionList, mailbox, ms, type Traits } from './recipients.ts';
import { waveCards } from './wave-cards.ts';

/** Data that goes into the cards beside what a test is about: `{}` for everyday data, or something nasty. */
export type Data = Omit<Traits, 'proxies'> & {
  readonly more?: readonly string[];
  /** Stands in the place of everything that comes from outside, on every card. */
  readonly everywhere?: string;
};

const withPoison = <Thing extends object>(thing: Thing, { everywhere }: Data): Thing =>
  everywhere === undefined ? thing : poisoned(thing, everywhere);

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const MS = 'ms:CORP/PO1/JDOE';

/** A directory and a question for every kind of answer. */
export function cases(
  dialect: Dialect,
  { more = [], everywhere: _, ...data }: Data = {},
): Readonly<Record<string, Case>> {
  const box = (...proxies: string[]): Recipient => mailbox({ dialect, ...data, proxies: [...proxies, ...more] });
  const other = (...proxies: string[]): Recipient =>
    mailbox({
      dialect,
      ...data,
      alias: 'frontdesk',
      directoryName: 'frontdesk',
      dn: 'cn=frontdesk,o=FABRIKAM',
      proxies,
    });
  const contact = (traits: Traits = {}): Recipient =>
    customRecipient({ dialect, ...data, dn: 'cn=B829F6D,o=FABRIKAM', ...traits });
  const who = { by: 'dn', dn: box().dn } as const;
  const given = { who, source: JDOE };
  return {
    'found-by-migrate': { ...given, everybody: [box(MIGRATE, MS)], wizard: '5.5-sp1' },
    'found-by-migrate, unconfirmed': { who, everybody: [box(MIGRATE)] },
    'found-by-ms': { who, everybody: [box(MS)], wizard: '5.5-sp1' },
    'found-by-alias': { ...given, everybody: [box()], wizard: '5.0' },
    'alias-mismatch': { ...given, source: ms('CORP/PO1/OTHER'), everybody: [box()], wizard: '5.0' },
    'missing-migrate': { ...given, everybody: [box()], wizard: '5.5-rtm' },
    'missing-migrate, wizard unknown': { ...given, everybody: [box()] },
    'missing-migrate, depends on the wizard': { who, everybody: [box(MS)] },
    'missing-migrate, stale': { ...given, everybody: [box('migrate:MS:OLD/PO/JDOE')] },
    'missing-migrate, no write account': { ...given, everybody: [box()], canWrite: false },
    'missing-migrate, hidden not visible': { ...given, everybody: [box()], seesHidden: false },
    'missing-migrate, contradicted': { ...given, everybody: [box('ms:CORP/PO2/DOE')], own: { basis: 'guess' } },
    conflict: { ...given, everybody: [box(), contact()] },
    'held-by-another': { ...given, everybody: [box(), other(MIGRATE)] },
    ambiguous: {
      ...given,
      everybody: [box(MIGRATE), other(MIGRATE), distributionList({ dialect, ...data, dn: 'cn=sales', proxies: [MS] })],
    },
    'custom-recipient-only': { who: { by: 'dn', dn: contact().dn }, everybody: [contact()] },
    'no-recipient': { who: { by: 'name', name: data.displayName ?? 'nobody' }, everybody: [] },
    'source-unknown': { who, everybody: [box()] },
    'source-unknown, with a guess': { who, everybody: [box()], postOffices: [ms('CORP/PO1/X')] },
    'source-unknown, disagree': { who, everybody: [box(MS, 'ms:CORP/PO2/DOE')] },
    'several-recipients': {
      who: { by: 'name', name: data.displayName ?? 'John Doe' },
      everybody: Array.from({ length: 25 }, (_, index) => mailbox({ dialect, ...data, alias: `jdoe${index}` })),
    },
    'not-visible': { ...given, everybody: [mailbox({ dialect, ...data, generated: false, proxiesReadable: false })] },
  };
}

type Named = readonly [name: string, card: Card];

async function checkCards(dialect: Dialect, data: Data): Promise<readonly Named[]> {
  const questions = Object.entries(cases(dialect, data)).flatMap(([name, given]) =>
    [false, true].map((observed) => ({ name: `${name}${observed ? ', a 7026 happened' : ''}`, given, observed })),
  );
  return Promise.all(
    questions.map(async ({ name, given, observed }): Promise<Named> => {
      const examination = withPoison(await examined({ ...given, observed }), data);
      const card = checkCard(examination, { checkId: 'check-1' });
      return [`check (${dialect}): ${name}`, card];
    }),
  );
}

const decided = (state: Proposal['state']): Partial<Proposal> =>
  ['open', 'expired', 'superseded'].includes(state)
    ? {}
    : {
        decision: {
          verdict: state === 'denied' ? 'deny' : state === 'cancelled' ? 'cancel' : 'approve',
          by: APPROVER,
          at: '2026-12-01T10:00:00.000Z',
          jobId: 'click',
          ownProposal: state === 'applied',
          ...(state === 'denied' || state === 'cancelled' ? { reason: 'She has left the company.' } : {}),
        },
      };

/** A proposal in some state, as far on as that state is. */
export function proposalIn(state: Proposal['state'], dialect: Dialect, given: Data = {}): Proposal {
  const { more = [], everywhere: _, ...data } = given;
  const recipient = mailbox({ dialect, ...data, proxies: more });
  const outcome = { at: '2026-12-01T10:00:01.000Z', after: ['MS:A/B/C', MIGRATE], detail: data.displayName ?? 'Seen.' };
  const ended = !['open', 'approved', 'applying', 'denied', 'cancelled', 'superseded', 'expired'].includes(state);
  return withPoison(proposal({ state, ...decided(state), ...(ended ? { outcome } : {}) }, recipient), given);
}

/** A fix that is to be taken back, after a duplicate came to light. */
export function undo(data: Data = {}): Proposal {
  const { fix, outcome, ...rest } = proposalIn('applied', 'exchange55', data);
  const seen = outcome ? { outcome: { ...outcome, duplicates: [fix.dn] } } : {};
  return { ...rest, ...seen, fix: { ...fix, change: 'remove' } };
}

function proposalCards(dialect: Dialect, data: Data): readonly Named[] {
  return STATES.flatMap((state): readonly Named[] => [
    [`proposal (${dialect}): ${state}`, proposalCard(proposalIn(state, dialect, data))],
    [`note (${dialect}): ${state}`, proposalNote(proposalIn(state, dialect, data), [APPROVER.user, 'S0GROUP'])],
  ]);
}

/** A page as full as it can be, with refused clicks and more behind it. */
export function historyOf(data: Data): HistoryPage {
  // Canonical JSON takes no halves of characters, so none is ever on record.
  const one = proposalIn('failed', 'exchange55', { ...data, everywhere: data.everywhere?.toWellFormed() });
  const happened = { actor: APPROVER, jobId: 'job', at: '2026-12-01T10:00:00.000Z' };
  const record = chainRecord('main', undefined, entryFor(one, { ...happened, action: 'failed' }));
  const click = chainRecord('main', undefined, noteFor(one, { ...happened, action: 'turned-away', detail: 'approve' }));
  const lines = [[click, click, click] as const, ...Array.from({ length: 14 }, () => [record] as const)];
  return { lines, older: 1, proposals: new Map([[one.id, one]]) };
}

const LINK = () => 'https://fabrikam.slack.com/archives/C1/p1';

const PASTE = 'Event ID: 7026\nSource: MSExchangeMig\nDescription: Migration Aborted due to Mapi logon failure.';

const logged = (id: number, at: string): string =>
  `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="MSExchangeMig"/><EventID>${id}</EventID><TimeCreated SystemTime="${at}"/></System></Event>`;

/** Two events of Event Viewer's XML, whose times are in UTC. */
const XML = `<Events>${logged(7026, '2026-11-23T10:00:00.123456700Z')}${logged(7017, '2026-11-23T11:30:00.000Z')}</Events>`;

const naming = (name: string): string =>
  `Event ID: 7007\nSource: MSExchangeMig\nDescription: Could not migrate MMF file for Account: ${name}. MMF Path 'M:\\${name}'.`;

const CHAIN = [8074, 8124, 8002].map((id) => `Event ID: ${id}\nSource: MSExchangeMig\nType: Error`).join('\n\n');

function otherCards(data: Data): readonly Named[] {
  const name = data.everywhere ?? data.displayName ?? 'John Doe';
  const explained = (paste: string) => withPoison(explainPaste(paste), data);
  const [own] = proposalCards('exchange55', data);
  return [
    ['explain: 7026', explainCard(explained(PASTE))],
    ['explain: by its text', explainCard(explained('Migration Aborted due to Mapi logon failure.'))],
    ['explain: another source', explainCard(explained(`Event ID: 7026\nSource: ${name}`))],
    ['explain: not in the catalogue', explainCard(explained('Event ID: 7027\nSource: MSExchangeMig'))],
    ['explain: an account is named', explainCard(explained(naming(name)))],
    ['explain: a chain', explainCard(explained(CHAIN))],
    ['explain: from XML', explainCard(explained(XML))],
    ['explain: a number alone', numberCard(explained('Event ID: 7026\nSource: MSExchangeMig'))],
    ['explain: a message', messageCard(messagesIn('Invalid Postoffice'))],
    [
      'explain: many at once',
      explainCard(
        explained(
          `${PASTE}\n\n${Array.from({ length: 40 }, (_, id) => `Event ID: ${id}\nSource: ${name}`).join('\n')}`,
        ),
      ),
    ],
    ['explain: no event', noEventCard()],
    ['explain: no event in a file', noEventCard(name)],
    ['explain: read from a file', explainCard(explained(PASTE), { from: name })],
    ['explain: where others read along', explainCard(explained(naming(name)), { usable: false })],
    [
      'explain: many accounts',
      explainCard(explained(Array.from({ length: 120 }, (_, at) => naming(`${name} ${at}`)).join('\n\n'))),
    ],
    ['explain: a file of another kind', fileTroubleCard('not-text', name)],
    ['history', historyCard({ name, dn: data.everywhere ?? data.dn ?? 'cn=jdoe,o=FABRIKAM' }, historyOf(data))],
    ['history: my own', ownCard(historyOf(data))],
    [
      'pending',
      pendingCard({ toDecide: STATES.map((state) => proposalIn(state, 'ad', data)), own: [undo(data)] }, LINK),
    ],
    ['proposal: an undo', proposalCard(undo(data))],
    ['plan: it stands already', planStandsCard(proposalIn('open', 'ad', data), LINK(), Array(12).fill(APPROVER.user))],
    [
      'history: nothing',
      historyCard(
        { name, dn: data.everywhere ?? data.dn ?? 'cn=jdoe,o=FABRIKAM' },
        { lines: [], proposals: new Map() },
      ),
    ],
    ['help', helpCard()],
    [
      'doctor',
      doctorCard(
        (['broken', 'warning', 'untold', 'well'] as const).map((level) => ({
          ...{ part: 'Slack' as const, tried: `approver ${name}`, came: data.everywhere ?? name, level },
          cure: `Look at ${name}.`,
        })),
      ),
    ],
    [
      'mistake',
      mistakeCard({
        kind: 'mistake',
        problem: `"${name}" is no address.`,
        instead: `\`/migcheck ${data.everywhere ?? 'NAME'}\``,
      }),
    ],
    ['not set up', misconfiguredCard(`LDAP_URL is ${name}`, 'job-1')],
    ['with a note', withNote(sentence(`Nobody goes by ${name}.`), name)],
    ['trouble', troubleCard('timeout', data.everywhere ?? 'ldaps://ex1.fabrikam.example:636', 'job-1')],
    ['refused click', refusedCard('already-decided', proposalIn('approved', 'exchange55', data))],
    ['looking up', lookingUp(name)],
    ['sentence', sentence(`Nobody goes by ${name}.`)],
    ...(own ? [own] : []),
  ];
}

/** Every card there is, made of such data. */
export async function everyCard(data: Data = {}): Promise<readonly Named[]> {
  const checks = await Promise.all((['exchange55', 'ad'] as const).map((dialect) => checkCards(dialect, data)));
  return [
    ...checks.flat(),
    ...proposalCards('exchange55', data),
    ...proposalCards('ad', data),
    ...otherCards(data),
    ...waveCards(data),
  ];
}
