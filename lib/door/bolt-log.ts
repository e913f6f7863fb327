import { type Logger, LogLevel } from '@slack/bolt';

const named = (word: unknown): string => (word instanceof Error ? word.name : typeof word === 'string' ? word : '');

/** Bolt's log by its words and the names of its errors: the errors themselves carry what was sent to Slack. */
export function boltLog(say: (says: string) => void): Logger {
  const trouble = (...words: readonly unknown[]): void => say(words.map(named).join(' ').trim());
  const nothing = (): void => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: trouble,
    error: trouble,
    getLevel: () => LogLevel.WARN,
    setLevel: nothing,
    setName: nothing,
  };
}
