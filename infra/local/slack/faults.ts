import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './http.ts';
import type { Workspace } from './workspace.ts';

/**
 * What goes wrong with one coming call. `performed`: the call takes effect, and only its answer is lost or spoilt.
 * `hang`: no answer until the caller gives up.
 */
export type Fault = { readonly performed?: boolean } & (
  | { readonly kind: 'rate-limited'; readonly retryAfter: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'hang' }
);

/** Arms the next call of a Web API method, or of `response_url`, to go wrong; several are used up in order. */
export function failNext(workspace: Workspace, method: string, ...faults: readonly Fault[]): void {
  workspace.faults.set(method, [...(workspace.faults.get(method) ?? []), ...faults]);
}

/** Performs a call, or lets it go wrong as it was armed to; undefined means that no answer is ever sent. */
export async function withFault(
  workspace: Workspace,
  method: string,
  perform: () => Answer,
): Promise<Answer | undefined> {
  const fault = workspace.faults.get(method)?.shift();
  if (!fault) return perform();
  if (fault.kind === 'slow') {
    await sleep(fault.milliseconds, undefined, { ref: false });
    return perform();
  }
  if (fault.performed) perform();
  return spoiltAnswer(fault);
}

function spoiltAnswer(fault: Exclude<Fault, { kind: 'slow' }>): Answer | undefined {
  switch (fault.kind) {
    case 'rate-limited':
      return {
        status: 429,
        json: { ok: false, error: 'ratelimited' },
        headers: { 'retry-after': `${fault.retryAfter}` },
      };
    case 'status':
      return { status: fault.status, text: 'Slack is having trouble.' };
    case 'error':
      return { status: 200, json: { ok: false, error: fault.error } };
    case 'hang':
      return undefined;
    default:
      return fault satisfies never;
  }
}
