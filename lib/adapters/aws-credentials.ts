import { SQSClient } from '@aws-sdk/client-sqs';
import type { Environment } from './settings.ts';

/**
 * The environment with the credentials that AWS's SDK finds on this machine (variables, a profile, single sign-on), for
 * whoever signs requests by hand. For a terminal; a function has them in its environment. Throws where there are none.
 */
export async function withCredentials(environment: Environment, region: string): Promise<Environment> {
  if (environment.AWS_ACCESS_KEY_ID && environment.AWS_SECRET_ACCESS_KEY) return environment;
  const client = new SQSClient({ region });
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  client.destroy();
  const { AWS_SESSION_TOKEN: _, ...rest } = environment;
  return {
    ...rest,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken ? { AWS_SESSION_TOKEN: sessionToken } : {}),
  };
}
