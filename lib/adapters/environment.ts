import { readSecrets } from './secrets.ts';
import { type Environment, optional } from './settings.ts';

/**
 * The environment with these secrets in it: each as it is set (`NAME`), else read from SSM by the name of its parameter
 * (`NAME_PARAMETER`), all in one call. What is in neither place stays absent.
 */
export async function environmentWith(
  secrets: readonly string[],
  environment: Environment = process.env,
): Promise<Environment> {
  const names = Object.fromEntries(
    secrets.flatMap((secret) => {
      const parameter = optional(environment, `${secret}_PARAMETER`);
      return parameter && !optional(environment, secret) ? [[secret, parameter]] : [];
    }),
  );
  if (Object.keys(names).length === 0) return environment;
  const region = environment.AWS_REGION ?? 'us-east-1';
  return { ...environment, ...(await readSecrets({ names, region })) };
}

/** Makes something at its first use and keeps it; a failure is not kept, so that the next use tries again. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
