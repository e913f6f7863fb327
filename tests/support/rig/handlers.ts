import { jest } from '@jest/globals';

export type HandlerName = 'slack' | 'talk' | 'check' | 'wave' | 'fix' | 'sweep';
export type Environment = Readonly<Record<string, string>>;

const ours = { ...process.env };

/** Makes the process's environment our own one and these variables of `environment`. */
function enter(environment: Environment, names: readonly string[]): void {
  for (const variable of Object.keys(process.env)) if (!(variable in ours)) delete process.env[variable];
  for (const name of names) if (environment[name] !== undefined) process.env[name] = environment[name];
}

export type HandlerOptions = {
  readonly environment: Environment;
  /** The only variables that a handler gets to see; all of them, unless given. */
  readonly variablesOf?: Readonly<Record<HandlerName, readonly string[]>> | undefined;
  /** Told which handler is called next. */
  readonly begins: (name: HandlerName) => void;
};

/** The handlers as new: what they keep between invocations starts afresh, each with its own environment. */
export async function freshHandlers({ environment, variablesOf, begins }: HandlerOptions) {
  const inItsPlace =
    <Arguments extends unknown[], Result>(name: HandlerName, handler: (...given: Arguments) => Result) =>
    (...given: Arguments): Result => {
      begins(name);
      enter(environment, variablesOf?.[name] ?? Object.keys(environment));
      return handler(...given);
    };
  enter(environment, Object.keys(environment));
  jest.resetModules();
  return {
    slack: inItsPlace('slack', (await import('../../../handlers/slack.ts')).handler),
    talk: inItsPlace('talk', (await import('../../../handlers/talk.ts')).handler),
    check: inItsPlace('check', (await import('../../../handlers/check.ts')).handler),
    wave: inItsPlace('wave', (await import('../../../handlers/wave.ts')).handler),
    fix: inItsPlace('fix', (await import('../../../handlers/fix.ts')).handler),
    sweep: inItsPlace('sweep', (await import('../../../handlers/sweep.ts')).handler),
  };
}
