import { parseArgs } from 'node:util';
import { openArchive } from '../../lib/adapters/ledger/archive.ts';
import { type Environment, ledgerPlace } from '../../lib/adapters/settings.ts';
import { Misuse } from '../../lib/errors.ts';
import type { Answered } from './answered.ts';
import { erased } from './audit-erase.ts';
import { exported } from './audit-export.ts';
import { reconciled } from './audit-reconcile.ts';
import { verified } from './audit-verify.ts';

const OPTIONS = {
  verify: { heads: { type: 'string' }, json: { type: 'boolean' } },
  export: {
    from: { type: 'string' },
    to: { type: 'string' },
    user: { type: 'string' },
    recipient: { type: 'string' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  reconcile: { json: { type: 'boolean' } },
  erase: { user: { type: 'string' }, recipient: { type: 'string' }, confirm: { type: 'string' } },
} as const;

export const AUDIT_USAGE = `migcheck audit verify [--heads FILE|-] [--json]
migcheck audit export [--from DATE] [--to DATE] [--user ID] [--recipient NAME|DN] [--csv|--json]
migcheck audit reconcile [--json]
migcheck audit erase --user ID|--recipient NAME|DN [--confirm COUNT]`;

/** The options of one command, none of them twice. */
function parsed<Name extends keyof typeof OPTIONS>(name: Name, args: readonly string[]) {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options: OPTIONS[name], tokens: true });
    const named = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = named.find((option, index) => named.indexOf(option) !== index);
    if (twice) throw new Misuse(`--${twice} is there twice.`);
    return values;
  } catch (error) {
    if (error instanceof Misuse) throw error;
    throw new Misuse(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

/** `migcheck audit …`: reads the two tables with the operator's own credentials; only `erase` writes. */
export async function audit([name = '', ...args]: readonly string[], environment: Environment): Promise<Answered> {
  const archive = () => openArchive(ledgerPlace(environment));
  switch (name) {
    case 'verify':
      return verified(parsed(name, args), archive);
    case 'export':
      return exported(parsed(name, args), archive, environment);
    case 'reconcile':
      return reconciled(parsed(name, args), archive, environment);
    case 'erase':
      return erased(parsed(name, args), archive, environment);
    case '':
      return { output: AUDIT_USAGE, code: 0 };
    default:
      throw new Misuse(`There is no command "audit ${name.slice(0, 40)}".`);
  }
}
