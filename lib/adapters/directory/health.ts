import type { Account, ServerSeen } from '../../doctor/directory-seen.ts';
import { DirectoryUnavailable } from '../../errors.ts';
import { type Connection, connect } from './connection.ts';
import { type Asked, answerOf } from './health/answer.ts';
import { connectionOptions } from './lines.ts';
import { type DirectorySettings, type Server, serverOf } from './settings.ts';
import { isCatalogue, wholeCatalogue } from './view.ts';

/** Shorter than for a person's question: all of it has to be over before a function's time is. */
const PATIENCE = { timeoutMs: 4000, connectTimeoutMs: 2500 };

/** What every server shows to the settings' account. Reads, and never writes. Throws Misconfigured. */
export async function lookAtDirectory(settings: DirectorySettings, account: Account): Promise<readonly ServerSeen[]> {
  const all = { ...settings, ...PATIENCE };
  const [first, ...others] = settings.urls.map((url) => serverOf(url, settings.tls));
  const catalogue = settings.gcUrl ? serverOf(settings.gcUrl, settings.tls) : undefined;
  if (!first) return [];
  const seen = await lookAt(first, all, { account });
  // A wrong password is wrong everywhere, and trying it at every server locks the account.
  if ('trouble' in seen.answer && seen.answer.trouble === 'bind-refused') return [seen];
  const asked = { account, ...('trouble' in seen.answer ? {} : { names: Object.keys(seen.answer.sample) }) };
  const rest = await Promise.all([
    ...others.map((server) => lookAt(server, all, asked)),
    ...(catalogue ? [lookAtCatalogue(catalogue, all)] : []),
  ]);
  return [seen, ...rest];
}

const seenOn = (
  { url, encryption }: Server,
  answer: ServerSeen['answer'],
  more: Partial<Pick<ServerSeen, 'catalogue'>> = {},
): ServerSeen => ({ server: url, encrypted: encryption !== 'off', answer, ...more });

/** Asks over a connection of its own; what goes wrong is what was seen. A wrong password is tried once. */
async function onceConnected(
  server: Server,
  settings: DirectorySettings,
  look: (connection: Connection) => Promise<ServerSeen>,
): Promise<ServerSeen> {
  let connection: Connection | undefined;
  try {
    connection = await connect(
      server,
      connectionOptions(settings, () => undefined),
    );
    return await look(connection);
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error;
    const says = error.cause instanceof Error && error.trouble === 'not-configured' ? error.cause.message : undefined;
    const code = error.code === undefined ? {} : { code: error.code };
    return seenOn(server, { trouble: error.trouble, ...code, ...(says ? { says } : {}) });
  } finally {
    await connection?.close();
  }
}

const lookAt = (server: Server, settings: DirectorySettings, asked: Asked): Promise<ServerSeen> =>
  onceConnected(server, settings, async (connection) => seenOn(server, await answerOf(connection, settings, asked)));

const lookAtCatalogue = (server: Server, settings: DirectorySettings): Promise<ServerSeen> =>
  onceConnected(server, settings, async (connection) => {
    const { organization } = wholeCatalogue(connection, settings);
    const nothing = { asksForHidden: true, hidden: 0, recipients: 0, readable: 0, sample: {} };
    return seenOn(server, { dialect: 'ad', base: organization, ...nothing }, { catalogue: isCatalogue(connection) });
  });
