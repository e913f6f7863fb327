import { Logger } from '@aws-lambda-powertools/logger';

const logger = new Logger({ serviceName: 'migcheck' });

/**
 * Notes the end of the audit chain in the log, which no role of ours can delete: with these lines `audit verify
 * --heads` finds records that are missing at the end.
 */
export const logHead = ({ chain, number, hash }: { chain: string; number: number; hash: string }): void =>
  logger.info('audit head', { chain, number, hash });
