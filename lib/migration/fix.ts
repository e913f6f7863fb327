import type { MsAddress } from './address.ts';
import type { Dialect } from './recipient.ts';

/** The one change: add `value` to `attribute` of the object at `dn`. Nothing else is ever written. */
export type Fix = {
  readonly dn: string;
  readonly identity: string;
  readonly dialect: Dialect;
  readonly attribute: string;
  /** The MIGRATE proxy in the form people use, `migrate:MS:NET/PO/USER`. */
  readonly value: string;
  /** The same value byte for byte as the attribute will hold it (`migrate$MS:NET/PO/USER` in Exchange 5.5). */
  readonly written: string;
  readonly source: MsAddress;
};
