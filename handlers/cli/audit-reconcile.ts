import { openDirectory } from '../../lib/adapters/directory/directory.ts';
import { directorySettings, type Environment } from '../../lib/adapters/settings.ts';
import { reconciledDocument, reconciledText } from '../../lib/cards/reconciled.ts';
import { reconcile } from '../../lib/flows/reconcile.ts';
import type { Archive } from '../../lib/ports.ts';
import { type Answered, json } from './answered.ts';

/** Compares what was changed with the directory, by the reading account. */
export async function reconciled(
  options: { readonly json?: boolean | undefined },
  open: () => Archive,
  environment: Environment,
): Promise<Answered> {
  const archive = open();
  const directory = openDirectory(directorySettings(environment, 'read'));
  try {
    const outcome = await reconcile(archive, directory);
    const isAsRecorded =
      outcome.unreadable.length === 0 && outcome.changes.every(({ stands }) => stands === 'as-recorded');
    return {
      output: options.json ? json(reconciledDocument(outcome)) : reconciledText(outcome),
      code: isAsRecorded ? 0 : 1,
    };
  } finally {
    archive.close();
    await directory.close();
  }
}
