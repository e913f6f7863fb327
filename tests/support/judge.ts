import {
  MIGRATE_TEMPLATE,
  type MsAddress,
  migratedFrom,
  msAddressOf,
  sameMsAddress,
} from '../../lib/migration/address.ts';
import { type Diagnosis, diagnose } from '../../lib/migration/diagnose.ts';
import type { Recipient } from '../../lib/migration/recipient.ts';
import type { Source } from '../../lib/migration/source.ts';
import type { Evidence } from '../../lib/migration/subject.ts';
import { ms } from './recipients.ts';

export const JDOE = ms('CORP/PO1/JDOE');

export const given = (address: MsAddress = JDOE): Source => ({
  kind: 'known',
  address,
  learntFrom: 'given',
  confirmed: true,
  contradictedBy: [],
});

/** True when the recipient holds the address under MS, MIGRATE or as a target address. */
export const holdsAddress = ({ proxies, target }: Recipient, address: MsAddress): boolean =>
  [...proxies, ...(target ? [target] : [])].some((held) => {
    const named = msAddressOf(held) ?? migratedFrom(held);
    return named !== undefined && sameMsAddress(named, address);
  });

/** `elsewhere`: recipients that do not go by the name that was asked for. */
export type Scene = Partial<Omit<Evidence, 'holders'>> & { readonly elsewhere?: readonly Recipient[] };

/** The evidence that a directory with these recipients gives, for John Doe of CORP/PO1 unless said otherwise. */
export function evidenceIn({ elsewhere = [], ...scene }: Scene): Evidence {
  const source = scene.source ?? given();
  const recipients = scene.recipients ?? [];
  const holders = [...recipients, ...elsewhere].filter(
    (one) => source.kind === 'known' && holdsAddress(one, source.address),
  );
  return { wizard: 'unknown', template: MIGRATE_TEMPLATE, observed: false, ...scene, recipients, source, holders };
}

export const judge = (scene: Scene): Diagnosis => diagnose(evidenceIn(scene));
