import { messageProblems, tooLongTogether } from '../../infra/local/slack/block-kit/validate.ts';
import type { Card } from '../../lib/cards/card.ts';

/** Every object in a card, itself included. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  else if (typeof value === 'object' && value !== null) {
    const object: Readonly<Record<string, unknown>> = { ...value };
    yield object;
    for (const item of Object.values(object)) yield* objectsIn(item);
  }
}

const objects = (card: Pick<Card, 'blocks'>) => [...objectsIn(card.blocks)];

/** All that a reader sees in the blocks, one piece of text after the other. */
export const textsIn = (card: Pick<Card, 'blocks'>): readonly string[] =>
  objects(card).flatMap(({ text }) => (typeof text === 'string' ? [text] : []));

/** The texts in frames: values to compare or to copy. */
export const framesIn = (card: Pick<Card, 'blocks'>): readonly string[] =>
  objects(card).flatMap((object) =>
    object.type === 'rich_text_preformatted' ? textsIn({ blocks: [object as never] }) : [],
  );

/** Buttons and menus: what each is called and what it hands back. */
export const valuesIn = (card: Pick<Card, 'blocks'>): Readonly<Record<string, readonly string[]>> => {
  const elements = objects(card).filter(({ action_id: id }) => typeof id === 'string');
  return Object.fromEntries(
    elements.map((element) => [
      String(element.action_id),
      [...objectsIn(element)].flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
    ]),
  );
};

/** Characters over all blocks, as Slack counts them together (slackapi/bolt-js#2509). */
const charactersIn = (card: Card): number =>
  objects(card)
    .flatMap((object) => Object.entries(object))
    .reduce((sum, [key, value]) => sum + (typeof value === 'string' && key !== 'type' ? value.length : 0), 0);

/** What is wrong with a card, in words; nothing means that Slack takes it and that no data in it is formatting. */
export function troubleWith(card: Card): readonly string[] {
  const mrkdwn = objects(card).filter(({ type }) => type === 'mrkdwn');
  return [
    ...messageProblems(card.blocks).map(({ pointer, message }) => `${pointer}: ${message}`),
    ...(tooLongTogether(card.blocks) || charactersIn(card) > 12_000 ? [`${charactersIn(card)} characters`] : []),
    ...(card.text.trim() === '' ? ['no text for screen readers'] : []),
    ...(card.text.length > 4_000 ? [`a text of ${card.text.length} characters`] : []),
    ...(/[<>]/.test(card.text) ? ['formatting in the text'] : []),
    ...mrkdwn.map(() => 'mrkdwn in a block'),
    ...textsIn(card).flatMap((text) =>
      /[\u202a-\u202e\u2066-\u2069\u200b]|(?!\n)\p{Cc}/u.test(text)
        ? [`unseen in ${JSON.stringify(text.slice(0, 80))}`]
        : [],
    ),
    ...(textsIn(card).some((text) => !text.isWellFormed()) ? ['half a character'] : []),
  ];
}
