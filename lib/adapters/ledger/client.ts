import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type AwsPlace, awsSettings } from '../aws.ts';

/** `client` is used as it is; without one, one is made for the place named. */
export type LedgerPlace = (AwsPlace | { readonly client: DynamoDBClient }) & {
  readonly proposalsTable: string;
  readonly auditTable: string;
  /** The name of the audit chain. */
  readonly chain?: string;
};

/** A client that gives up on a request after three seconds, and on the whole after three of them. */
export const clientFor = (place: LedgerPlace): DynamoDBClient =>
  'client' in place ? place.client : new DynamoDBClient(awsSettings(place, { requestTimeout: 3000, maxAttempts: 3 }));

/** The one chain there is, unless a test says otherwise. */
export const CHAIN = 'migcheck';
