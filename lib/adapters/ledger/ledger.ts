import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../../migration/audit.ts';
import type { Head } from '../../migration/verify/heads.ts';
import type { Clock, Ledger, Traced } from '../../ports.ts';
import { jobAtWork } from '../at-work.ts';
import type { LedgerPlace } from './client.ts';
import { CHAIN, clientFor } from './client.ts';
import { countUp, giveBackKey, isDone, markDone, readCheck, readNote, saveCheck, takeKey } from './day.ts';
import { lockHolder } from './locks.ts';
import { moveRows, newestIds, noteProgress, peopleOn, readProposals, savePeople } from './plans.ts';
import {
  dueProposals,
  markTold,
  markUndone,
  moveProposal,
  newestProposalFor,
  openProposal,
  placeCard,
  postponeProposal,
  readProposal,
} from './proposals.ts';
import { newTurn, type Store } from './record.ts';
import { recordOnce } from './record-once.ts';
import { actorKey, recipientKey, recordOf } from './rows.ts';
import { openWaves } from './waves.ts';

/** The ledger in the two tables of infra/tables.json. `noteHead` is told every new end of the chain. */
export function openLedger(place: LedgerPlace, clock: Clock, noteHead: (head: Head) => void = () => {}): Ledger {
  const { proposalsTable, auditTable, chain = CHAIN } = place;
  const client = clientFor(place);
  const store: Store = { client, proposalsTable, auditTable, chain, noteHead, turn: newTurn() };
  return {
    saveCheck: (check) => saveCheck(store, clock, check),
    check: (id) => readCheck(store, clock, id),
    open: (opening) => openProposal(store, opening),
    proposal: (id) => readProposal(store, id),
    newestFor: (dn) => newestProposalFor(store, dn),
    async move(next, entry, lock) {
      const written = await moveProposal(store, next, { entry, lock, now: clock.now() });
      const job = jobAtWork();
      if (written === 'moved' && job) job.became = next.state;
      return written;
    },
    savePeople: (pages) => savePeople(store, pages),
    people: (list, page) => peopleOn(store, list, page),
    proposals: (ids) => readProposals(store, ids),
    newestIds: (dns) => newestIds(store, dns),
    moveRows: (plan, moves, progress) => moveRows(store, plan, { moves, progress, now: clock.now() }),
    noteProgress: (plan, progress) => noteProgress(store, plan, progress),
    lockedBy: (address) => lockHolder(store, address),
    record: (entry, key) => recordOnce(store, clock, { entry, key }),
    placeCard: (id, card) => placeCard(store, id, card),
    markTold: (proposal, what) => markTold(store, proposal, what),
    markUndone: (id, by) => markUndone(store, id, by),
    postpone: (proposal, until) => postponeProposal(store, proposal, until),
    due: (now) => dueProposals(store, now),
    history: (of, page) => history(store, of, page),
    isDone: (key) => isDone(store, clock, key),
    markDone: (key, note) => markDone(store, clock, { key, note }),
    note: (key) => readNote(store, clock, key),
    take: (key) => takeKey(store, clock, key),
    giveBack: (key, owner) => giveBackKey(store, { key, owner }),
    count: (person) => countUp(store, clock, person),
    waves: openWaves(store, clock),
  };
}

type Page = Parameters<Ledger['history']>[1];

async function history({ client, auditTable }: Store, of: Traced, { limit, before }: Page) {
  const [index, name, key] =
    'dn' in of ? ['recipient', 'recipientKey', recipientKey(of.dn)] : ['actor', 'actorKey', actorKey(of.actor)];
  const older = before === undefined ? '' : ' AND #number < :before';
  const query = {
    TableName: auditTable,
    IndexName: index,
    KeyConditionExpression: `#key = :key${older}`,
    ExpressionAttributeNames: { '#key': name, ...(older ? { '#number': 'number' } : {}) },
    ExpressionAttributeValues: marshall({ ':key': key, ...(older ? { ':before': before } : {}) }),
    ScanIndexForward: false,
  };
  // A megabyte ends an answer before its limit, and records may be long.
  const records: AuditRecord[] = [];
  for await (const { Items = [] } of paginateQuery({ client, pageSize: limit }, query)) {
    records.push(...Items.map(recordOf));
    if (records.length >= limit) break;
  }
  return records.slice(0, limit);
}
