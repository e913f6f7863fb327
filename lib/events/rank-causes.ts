import { hasMigrate, hasMs } from '../migration/diagnose.ts';
import type { Examination } from '../migration/examination.ts';
import { standsForAnother } from '../migration/recipient.ts';
import { CAUSES_OF_7026 } from './catalogue/causes-of-7026.ts';
import type { Cause } from './catalogue/entry.ts';

/** One cause in the light of the directory. */
export type RankedCause = {
  readonly cause: Pick<Cause, 'title' | 'remedy' | 'articles'>;
  readonly standing: 'likely' | 'possible' | 'ruled out';
  readonly evidence: string;
};

const OLDER_WIZARD = {
  title: 'The wizard is older than stated, or the other copy of it was run',
  remedy: [
    'Look at the version of Mlmig32.dll (5.5.1960.3 is before SP1), or add the MIGRATE proxy, which every 5.5 wizard finds.',
  ],
  articles: ['Q183312', 'Q243604'],
};

const NOT_THE_PROXY = {
  title: 'The address is right; something else kept the wizard from the mailbox',
  remedy: ["Go through replication, the store's directory cache, rights, home server and profile, in this order."],
  articles: ['Q199309', 'Q255888', 'Q164849', 'Q162833'],
};

const ORDER = ['likely', 'possible', 'ruled out'] as const;

/** domain.md 1.4, row 18: the only thing that names the source address is the very proxy that is in question. */
const ANOTHER_ADDRESS = {
  title: 'The MIGRATE proxy names another address than the one that is migrated',
  remedy: ['Compare it with the MS Mail Administrator, and add the MIGRATE proxy of the address that is migrated.'],
  articles: ['Q242184', 'Q182665'],
};

/**
 * What the directory shows of the mailbox, for the three causes to be told apart by. A source address that nothing
 * confirms tells nothing apart.
 */
function tracesOf({ diagnosis, source, recipients, template }: Examination) {
  const { mailbox } = diagnosis;
  const address = source.kind === 'known' && source.confirmed ? source.address : undefined;
  return {
    migrate: mailbox && address ? hasMigrate(mailbox, address, template) : undefined,
    ms: mailbox && address ? hasMs(mailbox, address) : undefined,
    standsAlone: !mailbox && recipients.some(standsForAnother),
    stale: diagnosis.stale.length > 0,
  };
}

type Traces = ReturnType<typeof tracesOf>;

const NOT_KNOWN = 'The source address is not known for certain.';
const STALE = ' A MIGRATE proxy of another address is there; it looks right at a glance and does not count.';

function ofHandMade({ migrate, ms, standsAlone, stale }: Traces): RankedCause {
  const cause = CAUSES_OF_7026.handMade;
  if (standsAlone) return { cause, standing: 'ruled out', evidence: 'There is no mailbox yet.' };
  if (migrate === undefined) return { cause, standing: 'possible', evidence: NOT_KNOWN };
  if (migrate) return { cause, standing: 'ruled out', evidence: 'The mailbox carries the MIGRATE proxy.' };
  const evidence = ms
    ? 'No MIGRATE proxy, but the source address is there as an MS proxy, which a mailbox made by hand seldom has.'
    : `Neither a MIGRATE nor an MS proxy of the source address.${stale ? STALE : ''}`;
  return { cause, standing: ms ? 'possible' : 'likely', evidence };
}

function ofEditedList({ migrate, ms, standsAlone }: Traces): RankedCause {
  const cause = CAUSES_OF_7026.listEdited;
  if (standsAlone) return { cause, standing: 'ruled out', evidence: 'There is no mailbox yet.' };
  if (migrate) return { cause, standing: 'ruled out', evidence: 'The mailbox carries the MIGRATE proxy.' };
  const evidence = `The directory cannot tell this from a mailbox made by hand: look at the user list, if there was one.${ms ? ' The MS proxy speaks rather for a converted custom recipient.' : ''}`;
  return { cause, standing: 'possible', evidence };
}

function ofConverted({ migrate, ms, standsAlone }: Traces): RankedCause {
  const cause = CAUSES_OF_7026.converted;
  if (standsAlone)
    return { cause, standing: 'likely', evidence: 'There is only a custom recipient, as it is before a conversion.' };
  if (migrate) return { cause, standing: 'ruled out', evidence: 'The mailbox carries the MIGRATE proxy.' };
  if (ms === undefined) return { cause, standing: 'possible', evidence: NOT_KNOWN };
  return ms
    ? {
        cause,
        standing: 'likely',
        evidence: 'The mailbox holds the source address as an MS proxy, and no MIGRATE proxy.',
      }
    : { cause, standing: 'ruled out', evidence: 'The mailbox does not hold the source address as an MS proxy.' };
}

/** A prediction that a real 7026 has refuted puts another cause first. */
function ofRefuted({ diagnosis, source }: Examination): readonly RankedCause[] {
  const unconfirmed = diagnosis.kind === 'found-by-migrate' && source.kind === 'known' && !source.confirmed;
  if (unconfirmed)
    return [
      {
        cause: ANOTHER_ADDRESS,
        standing: 'likely',
        evidence: 'A MIGRATE proxy is there, no second source confirms its address, and a 7026 happened.',
      },
    ];
  if (!diagnosis.refuted) return [];
  const evidence = 'The directory says "will be found", and a 7026 happened all the same.';
  const cause = diagnosis.kind === 'found-by-ms' ? OLDER_WIZARD : NOT_THE_PROXY;
  return [{ cause, standing: 'likely', evidence }];
}

/** The causes of a 7026 that really happened to this person, best first. Pure. */
export function rankCauses(examination: Examination): readonly RankedCause[] {
  const traces = tracesOf(examination);
  const three = [ofHandMade(traces), ofConverted(traces), ofEditedList(traces)];
  const ranked = [...three].sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  return [...ofRefuted(examination), ...ranked];
}
