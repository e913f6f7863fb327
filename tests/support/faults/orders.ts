import type { HandlerName } from './call.ts';

/** What a worker is told by the process that started it. */
export type Order =
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string>> }
  /** Its clock is `ahead` milliseconds of the machine's; whatever has become due by that happens at once. */
  | { readonly kind: 'clock'; readonly ahead: number }
  | { readonly kind: 'call'; readonly id: number; readonly handler: HandlerName; readonly event: unknown };

/** What it says itself: that it has loaded, or what became of a call. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string };
