/**
 * Runs the handlers in a process that can be killed. Their bundles lie beside this one. That of the workers is evaluated
 * anew for every case: what they remember between two invocations, a new Lambda instance does not know.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { HandlerName } from './call.ts';
import type { Order, Report } from './orders.ts';
import { setClock } from './worker-clock.ts';

type Handlers = Readonly<Partial<Record<HandlerName, (event: unknown) => Promise<unknown>>>>;

const folder = dirname(process.argv[1] ?? '');
const say = (report: Report): unknown => process.send?.(report);

function bundleOf(name: 'door' | 'handlers') {
  const filename = join(folder, `${name}.cjs`);
  const compiled = join(folder, `${name}.compiled`);
  const script = new Script(`(function (require, module, exports) {${readFileSync(filename, 'utf8')}\n})`, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
  });
  return {
    evaluate(): Handlers {
      const module: { exports: { handlers?: Handlers } } = { exports: {} };
      script.runInThisContext()(createRequire(filename), module, module.exports);
      if (!module.exports.handlers) throw new Error('The bundle has no handlers');
      return module.exports.handlers;
    },
    /** Those who are started later need not compile what was compiled here. */
    keep: () => writeFileSync(compiled, script.createCachedData()),
  };
}

const bundles = { door: bundleOf('door'), handlers: bundleOf('handlers') };
const door = bundles.door.evaluate();
let workers = bundles.handlers.evaluate();
let areNew = true;

async function answer({ id, handler, event }: Extract<Order, { kind: 'call' }>): Promise<void> {
  areNew = false;
  try {
    const value = await (workers[handler] ?? door[handler])?.(event);
    say({ kind: 'returned', id, value });
  } catch (error) {
    say({ kind: 'threw', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function beginAnew(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
  if (!areNew) workers = bundles.handlers.evaluate();
  areNew = true;
}

function keep(): void {
  for (const bundle of Object.values(bundles)) bundle.keep();
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
