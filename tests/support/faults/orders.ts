import type { HandlerName } from './call.ts';

/** What a worker is told by the process that started it. */
export type Order =
  /** It begins as a new process would, with these variables. */
  | { readonly kind: 'anew'; readonly variables: Readonly<Record<string, string>> }
  /** Its clock is `ahead` milliseconds of the machine's; whatever has become due by that happens at once. */
  | { readonly kind: 'clock'; readonly ahead: number }
  /** What it has compiled so far is kept for those that are started after it. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'call'; readonly id: number; readonly handler: HandlerName; readonly event: unknown };

/** What it says itself: that it has loaded, that it has kept what it compiled, or what became of a call. */
export type Report =
  | { readonly kind: 'ready' | 'kept' }
  | { readonly kind: 'returned'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string };

/** Before the name of a package, where a bundle asks its worker for one that it leaves out. */
export const SHARED = 'shared:';
