import { setTimeout as delay } from 'node:timers/promises';
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
  const endpoint = optional(environment, 'SSM_ENDPOINT');
  return { ...environment, ...(await readSecrets({ names, region, endpoint, environment })) };
}

/** The environment with secrets in it. The same object for as long as none of them has changed. */
export type Secrets = {
  /** As they were at most five minutes ago. Throws only where they were never read. */
  now(): Promise<Environment>;
  /** Read again, since one of them was refused. Whoever can have things refused cannot have SSM asked at will. */
  again(): Promise<Environment>;
};

const MINUTE = 60_000;
/** How long secrets are taken for current. */
const CURRENT = 5 * MINUTE;
/** How soon they are read again after a reading that failed; what was read before is as good as it was. */
const AFTER_FAILURE = MINUTE;
/** How soon they are read again because one was refused. */
const AFTER_REFUSAL = 10_000;
/** How long anybody waits for the next reading; Slack waits three seconds for everything together. */
const NEXT_READING = 500;

export function openSecrets(names: readonly string[]): Secrets {
  let known: Environment | undefined;
  let reading: Promise<Environment> | undefined;
  let [read, tried] = [0, 0];

  const readAnew = async (): Promise<Environment> => {
    tried = Date.now();
    const found = await environmentWith(names);
    read = tried;
    if (!known || names.some((name) => known?.[name] !== found[name])) known = found;
    return known;
  };
  const once = (): Promise<Environment> => {
    reading ??= readAnew().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  return {
    async now() {
      if (!known) return once();
      const [before, age] = [known, tried > read ? AFTER_FAILURE : CURRENT];
      if (Date.now() - tried < age) return before;
      // What comes later is there for whoever comes later.
      return Promise.race([once().catch(() => before), delay(NEXT_READING, before, { ref: false })]);
    },
    async again() {
      if (!known) return once();
      const before = known;
      // A reading under way may bring what was missing; nobody asks SSM for it once more.
      const isTooSoon = reading === undefined && Date.now() - tried < AFTER_REFUSAL;
      return isTooSoon ? before : once().catch(() => before);
    },
  };
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

/** The same for what is made with secrets: it is made anew once one of them has changed. */
export function whileCurrent<T>(secrets: Secrets, make: (environment: Environment) => Promise<T>): () => Promise<T> {
  let made: { readonly of: Environment; readonly get: () => Promise<T> } | undefined;
  return async () => {
    const environment = await secrets.now();
    if (made?.of !== environment) made = { of: environment, get: lazily(() => make(environment)) };
    return made.get();
  };
}
