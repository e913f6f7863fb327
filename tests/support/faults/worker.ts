/**
 * Runs the handlers in a process that can be killed. Beside this bundle lies that of the handlers, which is evaluated
 * anew for every lane of work: what they remember between two invocations, a new Lambda instance does not know.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { Handlers } from './handlers.ts';
import type { Order, Report } from './orders.ts';
import { setClock } from './worker-clock.ts';

const folder = dirname(process.argv[1] ?? '');
const [bundle, compiled] = [join(folder, 'handlers.cjs'), join(folder, 'handlers.compiled')];

const script = new Script(`(function (require, module, exports) {${readFileSync(bundle, 'utf8')}\n})`, {
  filename: bundle,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
});

const say = (report: Report): unknown => process.send?.(report);

function evaluated(): Handlers {
  const module: { exports: { handlers?: Handlers } } = { exports: {} };
  script.runInThisContext()(createRequire(bundle), module, module.exports);
  if (!module.exports.handlers) throw new Error('The bundle has no handlers');
  return module.exports.handlers;
}

let handlers = evaluated();
let isNew = true;

async function answer({ id, handler, event }: Extract<Order, { kind: 'call' }>): Promise<void> {
  isNew = false;
  try {
    say({ kind: 'returned', id, value: await handlers[handler](event) });
  } catch (error) {
    say({ kind: 'threw', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function beginAnew(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
  if (!isNew) handlers = evaluated();
  isNew = true;
}

/** Those that are started after this one need not compile what it has compiled. */
function keep(): void {
  writeFileSync(compiled, script.createCachedData());
  say({ kind: 'kept' });
}

process.on('message', (order: Order) => {
  if (order.kind === 'anew') beginAnew(order.variables);
  else if (order.kind === 'clock') setClock(order.ahead);
  else if (order.kind === 'keep') keep();
  else void answer(order);
});
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
