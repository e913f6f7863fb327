import { DirectoryUnavailable } from '../../errors.ts';
import type { Connection } from './connection.ts';
import type { Server } from './settings.ts';

/** A way to one of several servers that hold the same: one connection, kept warm, replaced when it is lost. */
export type Line = {
  /**
   * Asks on the warm connection. A question that finds it dead is asked once more on a new one, and with several
   * servers one that fails for want of an answer is asked once more at the next. Never for anything that changes.
   */
  read<Answer>(ask: (connection: Connection) => Promise<Answer>): Promise<Answer>;
  /** The warm connection, or a new one. Throws DirectoryUnavailable. */
  connection(): Promise<Connection>;
  close(): Promise<void>;
};

export function openLine(servers: readonly Server[], connect: (server: Server) => Promise<Connection>): Line {
  let warm: Connection | undefined;
  let opening: Promise<Connection> | undefined;
  let preferred = 0;

  const connectToAny = async (): Promise<Connection> => {
    let failure: unknown;
    for (const index of servers.map((_, step) => (preferred + step) % servers.length)) {
      try {
        const connection = await connect(servers[index] as Server);
        preferred = index;
        return connection;
      } catch (error) {
        // A server that is gone says less than one that answered.
        if (failure === undefined || isSilence(failure)) failure = error;
        // A wrong password is wrong everywhere, and trying it at every server locks the account.
        if (error instanceof DirectoryUnavailable && error.trouble === 'bind-refused') break;
      }
    }
    throw failure;
  };

  const drop = (held: Connection | undefined): void => {
    if (warm === held) warm = undefined;
    void held?.close();
  };

  const connection = async (): Promise<Connection> => {
    if (warm?.isUsable()) return warm;
    drop(warm);
    opening ??= connectToAny().finally(() => {
      opening = undefined;
    });
    warm = await opening;
    return warm;
  };

  const read = async <Answer>(ask: (connection: Connection) => Promise<Answer>): Promise<Answer> => {
    const held = await connection();
    const wasWarm = held.hasServed();
    try {
      return await ask(held);
    } catch (error) {
      const again = whereAgain(error, { wasWarm, servers: servers.length });
      if (!again) throw error;
      drop(held);
      if (again === 'next-server') preferred = (preferred + 1) % servers.length;
      return ask(await connection());
    }
  };

  const close = async (): Promise<void> => {
    await opening?.catch(() => undefined);
    const held = warm;
    warm = undefined;
    await held?.close();
  };

  return { connection, read, close };
}

const isSilence = (error: unknown): boolean => error instanceof DirectoryUnavailable && error.trouble === 'unreachable';

/** Where a failed question may be asked again, if anywhere. */
function whereAgain(
  error: unknown,
  { wasWarm, servers }: { wasWarm: boolean; servers: number },
): 'same-server' | 'next-server' | undefined {
  if (!(error instanceof DirectoryUnavailable)) return undefined;
  if (error.trouble === 'unreachable' && wasWarm) return 'same-server';
  const isSilent = error.trouble === 'unreachable' || error.trouble === 'timeout' || error.trouble === 'busy';
  return isSilent && servers > 1 ? 'next-server' : undefined;
}
