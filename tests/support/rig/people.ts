import type { Slack } from '../../../infra/local/slack/start.ts';
import type { Message, OpenView } from '../../../infra/local/slack/workspace.ts';

export const RILEY = 'U0REQUEST';
export const AVERY = 'U0APPROVE';
export const SAM = 'U0STRANGE';
export const CASEY = 'U0FOREIGN';
export const MIGRATION = 'C0MIGRATE';
export const APPROVALS = 'C0APPROVE';
export const GENERAL = 'C0GENERAL';
export const PARTNERS = 'C0PARTNERS';

type Place = { readonly channel: string; readonly ts: string };
type Said = { readonly channel?: string; readonly files?: readonly string[]; readonly threadTs?: string };
type Felt = { readonly ok: boolean; readonly notice?: string };
type Element = {
  readonly action_id?: string;
  readonly value?: string;
  readonly options?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
};
type Block = {
  readonly block_id?: string;
  readonly elements?: readonly Element[];
  readonly element?: { readonly action_id: string };
};

/** A button where it stands. */
export type Button = Place & { readonly blockId: string; readonly actionId: string; readonly value: string };

const buttonsOf = ({ channel, ts, blocks }: Message): readonly Button[] =>
  (blocks as readonly Block[]).flatMap(({ block_id: blockId = '', elements = [] }) =>
    elements.map(({ action_id: actionId = '', value = '' }) => ({ channel, ts, blockId, actionId, value })),
  );

/** Every text in a message, its top-level one first, in the order in which it is read; people as `<@U…>`. */
export const wordsIn = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  [text, ...textsIn(blocks)].join('\n');

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { user_id: user, ...rest } = value as Record<string, unknown>;
  const own = Object.entries(rest).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (name === 'text' || name === 'fallback' ? [inner] : []) : textsIn(inner),
  );
  return typeof user === 'string' ? [`<@${user}>`, ...own] : own;
}

/** The ids of a message's buttons and menus. */
export const controlsIn = ({ blocks }: Pick<Message, 'blocks'>): string[] =>
  (blocks as readonly Block[]).flatMap((block) => (block.elements ?? []).flatMap(({ action_id: id }) => id ?? []));

/** What people do on Slack's page, by its own requests, and what they see there. */
export function peopleOf(slack: Slack) {
  async function does(deed: string, fields: object): Promise<Felt> {
    const response = await fetch(`${slack.url}/page/${deed}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    return (await response.json()) as Felt;
  }
  async function state(as: string): Promise<{ messages: readonly Message[]; view?: OpenView }> {
    return (await (await fetch(`${slack.url}/page/state?as=${as}`)).json()) as {
      messages: readonly Message[];
      view?: OpenView;
    };
  }
  /** The messages that the bot wrote and this person sees, oldest first. */
  const sees = async (as: string, channel?: string): Promise<readonly Message[]> =>
    (await state(as)).messages.filter(
      (message) => message.user === 'U0MIGCHECK' && (!channel || message.channel === channel),
    );

  /** The newest message that has this button or menu, and its place in it. */
  async function find(as: string, actionId: string) {
    const message = (await sees(as)).findLast((one) => controlsIn(one).includes(actionId));
    const block = (message?.blocks as readonly Block[] | undefined)?.find(({ elements }) =>
      elements?.some(({ action_id: id }) => id === actionId),
    );
    if (!message || !block) throw new Error(`${as} sees no "${actionId}"`);
    const element = block.elements?.find(({ action_id: id }) => id === actionId);
    return { message, blockId: block.block_id ?? '', options: element?.options ?? [] };
  }

  return {
    sees,
    /** The newest message of the bot that this person sees. */
    newest: async (as: string, channel?: string): Promise<Message> => {
      const message = (await sees(as, channel)).at(-1);
      if (!message) throw new Error(`${as} sees nothing of the bot`);
      return message;
    },
    types: (as: string, text: string, channel = MIGRATION) => does('send', { as, channel, text }),
    /** Gives a file to Slack; its id. */
    async uploads(as: string, name: string, bytes: string | Uint8Array, { snippet = false } = {}): Promise<string> {
      const query = new URLSearchParams({ as, name, ...(snippet ? { snippet: 'true' } : {}) });
      const response = await fetch(`${slack.url}/page/upload?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: Buffer.from(bytes),
      });
      return ((await response.json()) as { file: { id: string } }).file.id;
    },
    says: (as: string, text: string, { channel = MIGRATION, ...more }: Said = {}) =>
      does('send', { as, channel, text, ...more }),
    takesShortcut: (as: string, { channel, ts }: Place, callbackId: string) =>
      does('shortcut', { as, channel, ts, callbackId }),
    forwards: (as: string, { channel, ts }: Place, to: string, text: string) =>
      does('forward', { as, channel, ts, to, text }),
    /** The newest message in a channel that anybody but the bot wrote. */
    async last(as: string, channel: string): Promise<Message> {
      const message = (await state(as)).messages
        .filter((one) => one.channel === channel && one.user !== 'U0MIGCHECK')
        .at(-1);
      if (!message) throw new Error(`${channel} is empty`);
      return message;
    },
    async clicks(as: string, actionId: string): Promise<Felt> {
      const { message, blockId } = await find(as, actionId);
      return does('click', { as, channel: message.channel, ts: message.ts, blockId, actionId });
    },
    /** Presses a button of this very message. */
    async clicksOn(as: string, { channel, ts, blocks }: Message, actionId: string): Promise<Felt> {
      const block = (blocks as readonly Block[]).find(({ elements }) =>
        elements?.some(({ action_id: id }) => id === actionId),
      );
      return does('click', { as, channel, ts, blockId: block?.block_id ?? '', actionId });
    },
    /** Every button of this id that somebody sees, oldest first. */
    buttons: async (as: string, actionId: string): Promise<readonly Button[]> =>
      (await sees(as)).flatMap(buttonsOf).filter((button) => button.actionId === actionId),
    /** Clicks on a button that was seen, without a look whether it still stands there. */
    pushes: (as: string, { value: _, ...button }: Button) => does('click', { as, ...button }),
    /** Chooses the first option whose label holds these words. */
    async chooses(as: string, actionId: string, words: string): Promise<Felt> {
      const { message, blockId, options } = await find(as, actionId);
      const entry = options.find(({ text }) => text.text.includes(words))?.value;
      return does('click', { as, channel: message.channel, ts: message.ts, blockId, actionId, entry });
    },
    modal: async (as: string): Promise<OpenView | undefined> => (await state(as)).view,
    async submits(as: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Felt> {
      const { view } = await state(as);
      if (!view) throw new Error(`${as} has no modal open`);
      const entries = Object.fromEntries(Object.entries(fields).map(([block, value]) => [block, { value }]));
      return does('submit', { as, viewId: view.id, entries });
    },
    closes: async (as: string) => does('close', { as, viewId: (await state(as)).view?.id ?? '' }),
  };
}

export type People = ReturnType<typeof peopleOf>;
