import { jest } from '@jest/globals';

type Line = Readonly<Record<string, unknown>>;

/** Takes all that is written to stdout, to stderr and to the console from now on, as a function's log would. */
export function listenToAll() {
  const said: string[] = [];
  const write = (chunk: unknown): boolean => said.push(String(chunk)) > 0;
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(write),
    jest.spyOn(process.stderr, 'write').mockImplementation(write),
    ...(['debug', 'info', 'warn', 'error', 'log'] as const).map((level) =>
      jest.spyOn(console, level).mockImplementation((...words) => void said.push(words.map(String).join(' '))),
    ),
  ];
  const lines = (): readonly Line[] =>
    said.flatMap((text) => text.split('\n')).flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return {
    /** Every byte of it. */
    all: (): string => said.join('\n'),
    /** The structured lines with this message. */
    lines: (message: string): readonly Line[] => lines().filter((line) => line.message === message),
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
