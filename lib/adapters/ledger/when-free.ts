import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import pRetry from 'p-retry';

/** Something else is writing one of the rows. */
const isInConflict = (error: Error): boolean =>
  error instanceof TransactionConflictException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict'));

/** A write of the same row may be under way; it is over in a moment. */
export const whenFree = <T>(call: () => Promise<T>): Promise<T> =>
  pRetry(call, { minTimeout: 20, shouldRetry: ({ error }) => isInConflict(error) });
