import { setFlagsFromString } from 'node:v8';

/**
 * The terminal starts Node so that it collects often: a log is explained in little memory, however long it is
 * (package.json). A wave keeps most of what it makes, and to go through that again and again takes half its time.
 */
export const collectLess = (): void => setFlagsFromString('--heap-growing-percent=50');

/** Of a wave that is kept packed little is left to go through, and room is what it lacks. */
export const collectOften = (): void => setFlagsFromString('--heap-growing-percent=10');
