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

/** The moments that Slack shows in the reader's zone, and what stands there if it cannot. */
export const momentsIn = (card: Pick<Card, 'blocks'>): readonly { timestamp: unknown; fallback: string }[] =>
  objects(card).flatMap(({ type, timestamp, fallback }) =>
    type === 'date' ? [{ timestamp, fallback: String(fallback) }] : [],
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

/** The people and the group whom the cards of the tests name, and where Slack says that a card stands; nothing else. */
const MENTIONED = new Set(['U-REQUESTER', 'U-APPROVER', 'S0GROUP', 'https://fabrikam.slack.com/archives/C1/p1']);

/** What tells somebody or leads somewhere: none of it is ever made from data. */
const MENTIONS = new Set(['user', 'usergroup', 'broadcast', 'channel', 'team', 'link', 'emoji']);

function forgedMentions(card: Card): readonly string[] {
  return objects(card).flatMap(({ type, user_id: user, usergroup_id: group, url }) =>
    MENTIONS.has(String(type)) && !MENTIONED.has(String(user ?? group ?? url)) ? [`a ${type} made of data`] : [],
  );
}

/** Line ends between the lines of ours, and emoji of several characters, hold what is unseen elsewhere. */
const withoutEmoji = (text: string): string => text.replace(/\p{RGI_Emoji}|\n/gv, '');
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?![ \u3000])\p{Zs}/u;

/** What is wrong with a card, in words; nothing means that Slack takes it and that no data in it is formatting. */
export function troubleWith(card: Card): readonly string[] {
  const texts = textsIn(card);
  const mrkdwn = objects(card).filter(({ type }) => type === 'mrkdwn');
  const emoji = objects(card).filter((object) => object.emoji === true);
  return [
    ...messageProblems(card.blocks).map(({ pointer, message }) => `${pointer}: ${message}`),
    ...(tooLongTogether(card.blocks) || charactersIn(card) > 12_000 ? [`${charactersIn(card)} characters`] : []),
    ...(card.text.trim() === '' ? ['no text for screen readers'] : []),
    ...(card.text.length > 4_000 ? [`a text of ${card.text.length} characters`] : []),
    ...(/[<>]/.test(card.text) ? ['formatting in the text'] : []),
    ...mrkdwn.map(() => 'mrkdwn in a block'),
    ...emoji.map(() => 'a name between colons becomes an emoji'),
    ...forgedMentions(card),
    ...[...texts, card.text].flatMap((text) =>
      // Most texts have line ends and nothing else that is unseen; to look for emoji takes long.
      UNSEEN.test(text.replaceAll('\n', '')) && UNSEEN.test(withoutEmoji(text))
        ? [`unseen in ${JSON.stringify(text.slice(0, 80))}`]
        : [],
    ),
    ...(texts.some((text) => !text.isWellFormed()) ? ['half a character'] : []),
  ];
}
