import { type Browser, chromium } from 'playwright-core';
import { programPath } from './program-path.ts';

/** Nothing of Chromium's own may look for the outside world. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The machine's own Chromium, without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: programPath('chromium') ?? '', args: ARGS });
