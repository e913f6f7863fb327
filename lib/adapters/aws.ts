/** Where an AWS service is. Without an endpoint it is AWS itself, in `region` or that of the environment. */
export type AwsPlace = { readonly endpoint?: string | undefined; readonly region?: string | undefined };

/** How long one try may take, in milliseconds, and how many tries there are. */
export type Patience = { readonly requestTimeout: number; readonly maxAttempts: number };

/** A stand-in on this machine asks nobody who we are; without these the SDK would look for real credentials. */
const NOBODY = { accessKeyId: 'local', secretAccessKey: 'local' };

const isOnThisMachine = (endpoint: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);

/**
 * Settings for an AWS SDK client that never waits for ever. `throwOnRequestTimeout` is needed: without it the SDK only
 * logs a request that takes too long, and goes on waiting.
 */
export function awsSettings({ endpoint, region }: AwsPlace, { requestTimeout, maxAttempts }: Patience) {
  return {
    maxAttempts,
    requestHandler: { connectionTimeout: 1000, requestTimeout, throwOnRequestTimeout: true },
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(endpoint && isOnThisMachine(endpoint) ? { region: region ?? 'us-east-1', credentials: NOBODY } : {}),
  };
}
