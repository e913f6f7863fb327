/**
 * Runs the handlers in a process that can be killed. Their bundles lie beside this one. That of the workers is evaluated
 * anew for every case: what they remember between two invocations, a new Lambda instance does not know. The packages
 * are evaluated once: what a case leaves behind is in their clients, which are ours, and made anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';
import type { HandlerName } from './call.ts';
import { type Order, type Report, SHARED } from './orders.ts';
import { setClock } from './worker-clock.ts';

type Handlers = Readonly<Partial<Record<HandlerName, (event: unknown) => Promise<unknown>>>>;

const folder = dirname(process.argv[1] ?? '');
const say = (report: Report): unknown => process.send?.(report);

type Exported = { handlers?: Handlers; packages?: Readonly<Record<string, unknown>> };

/** The packages that the bundles leave out, by their names. */
let packages: Readonly<Record<string, unknown>> = {};

function bundleOf(name: 'packages' | 'door' | 'handlers') {
  const filename = join(folder, `${name}.cjs`);
  const compiled = join(folder, `${name}.compiled`);
  const script = new Script(`(function (require, module, exports) {${readFileSync(filename, 'utf8')}\n})`, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(existsSync(compiled) ? { cachedData: readFileSync(compiled) } : {}),
  });
  const builtin = createRequire(filename);
  const require = (path: string): unknown =>
    path.startsWith(SHARED) ? packages[path.slice(SHARED.length)] : builtin(path);
  return {
    evaluate(): Exported {
      const module: { exports: Exported } = { exports: {} };
      script.runInThisContext()(require, module, module.exports);
      return module.exports;
    },
    /** Those who are started later need not compile what was compiled here. */
    keep: () => writeFileSync(compiled, script.createCachedData()),
  };
}

const bundles = { packages: bundleOf('packages'), door: bundleOf('door'), handlers: bundleOf('handlers') };
packages = bundles.packages.evaluate().packages ?? {};

function handlersOf(name: 'door' | 'handlers'): Handlers {
  const { handlers } = bundles[name].evaluate();
  if (!handlers) throw new Error('The bundle has no handlers');
  return handlers;
}

const door = handlersOf('door');
let workers = handlersOf('handlers');
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
  if (!areNew) workers = handlersOf('handlers');
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
