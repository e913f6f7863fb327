import { type DynamoDBClient, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AuditRecord } from '../../migration/audit.ts';
import { digestOf } from '../../migration/digest.ts';
import type { KeptRecord } from '../../migration/verify/chain.ts';
import type { KeptPage } from '../../migration/verify/plans.ts';
import type { KeptProposal } from '../../migration/verify/proposals.ts';
import { rowOf } from '../../migration/verify/rows.ts';
import type { Archive } from '../../ports.ts';
import { CHAIN, clientFor, type LedgerPlace } from './client.ts';
import { actorKey, peopleIn, proposalOf, type Row, recipientKey, recordOf } from './rows.ts';

const INDEX_KEYS = 'Its index keys are not those of its recipient and its actor, so that a history may leave it out.';

/** The two attributes that no hash covers, since only the indices need them. */
function indexTrouble(row: Row, { recipient, actor }: AuditRecord): string | undefined {
  const asIs = [row.recipientKey?.S, row.actorKey?.S];
  const wanted = [recipientKey(recipient.dn), actor ? actorKey(actor) : undefined];
  return asIs.every((key, index) => key === wanted[index]) ? undefined : INDEX_KEYS;
}

/** Whoever can write to the table may have put anything there. */
function keptRecord(row: Row): KeptRecord {
  const number = Number(row.number?.N);
  try {
    const record = recordOf(row);
    // Numbers of twenty digits, say, have no form in JSON, and so no hash.
    digestOf(record);
    const trouble = indexTrouble(row, record);
    return { number, record, ...(trouble ? { trouble } : {}) };
  } catch {
    return { number, trouble: 'Its row holds something else than a record.' };
  }
}

async function* records(
  client: DynamoDBClient,
  TableName: string,
  { chain, after }: { chain: string; after?: number },
) {
  const behind = after === undefined ? '' : ' AND #number > :after';
  const query = {
    TableName,
    KeyConditionExpression: `#chain = :chain${behind}`,
    ExpressionAttributeNames: { '#chain': 'chain', ...(behind ? { '#number': 'number' } : {}) },
    ExpressionAttributeValues: marshall({ ':chain': chain, ...(behind ? { ':after': after } : {}) }),
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) yield* Items.map(keptRecord);
}

const PROPOSAL = 'proposal#';

/** What the row says beside its body is what moves are held against. */
const saysTwoThings = (row: Record<string, unknown>, kept: Record<string, unknown>, id: string): boolean =>
  kept.id !== id || ['schema', 'state', 'version'].some((name) => row[name] !== kept[name]);

function keptProposal(row: Row): KeptProposal {
  const id = (row.pk?.S ?? '').slice(PROPOSAL.length);
  try {
    const proposal = proposalOf(row);
    if (!rowOf(proposal)) return { id, trouble: 'Its row holds something else than a proposal.' };
    const said = saysTwoThings(unmarshall(row), { ...proposal }, id);
    return {
      id,
      proposal,
      ...(said ? { trouble: 'Its row says two things about what it is and how it stands.' } : {}),
    };
  } catch (error) {
    return {
      id,
      trouble: `Its row cannot be read${error instanceof SyntaxError ? '' : ': it is of another version'}.`,
    };
  }
}

async function* proposals(client: DynamoDBClient, TableName: string): AsyncGenerator<KeptProposal> {
  for await (const { Items = [] } of rowsOfKind(client, TableName, PROPOSAL)) yield* Items.map(keptProposal);
}

const PAGE = /^people#(?<list>[^#]*)#(?<page>\d+)$/;

function keptPage(row: Row): KeptPage {
  const { list = '', page = '' } = PAGE.exec(row.pk?.S ?? '')?.groups ?? {};
  try {
    return { list, page: Number(page), people: peopleIn(row) };
  } catch {
    return { list, page: Number(page) };
  }
}

/** Every row of one kind, as it is now. */
function rowsOfKind(client: DynamoDBClient, TableName: string, kind: string) {
  return paginateScan(
    { client },
    {
      TableName,
      FilterExpression: 'begins_with(#pk, :kind)',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':kind': { S: kind } },
      ConsistentRead: true,
    },
  );
}

async function* pages(client: DynamoDBClient, TableName: string): AsyncGenerator<KeptPage> {
  for await (const { Items = [] } of rowsOfKind(client, TableName, 'people#')) yield* Items.map(keptPage);
}

/** The two tables, to be read from end to end by Query and Scan and never written; for the terminal. */
export function openArchive(place: LedgerPlace): Archive {
  const { proposalsTable, auditTable, chain = CHAIN } = place;
  const client = clientFor(place);
  return {
    chain,
    records: (after) => records(client, auditTable, { chain, ...(after === undefined ? {} : { after }) }),
    proposals: () => proposals(client, proposalsTable),
    pages: () => pages(client, proposalsTable),
    close: () => client.destroy(),
  };
}
