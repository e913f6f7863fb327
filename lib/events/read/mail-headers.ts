/** What mail programs write above a mail, in the languages of labels.ts; `Date` is the event's, too, where it stands alone. */
const NAMES = [
  'from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments|message-id|received|mime-version|return-path',
  'von|gesendet|datum|an|betreff|wichtigkeit|anlagen',
  'de|enviado el|enviado|fecha|para|asunto|importancia',
  'envoyé|à|objet|date d.envoi',
  'da|inviato|data|a|oggetto',
  'enviada em|enviado em|assunto',
  'van|verzonden|aan|onderwerp',
  '差出人|送信日時|日時|宛先|件名',
].join('|');
const LINE = new RegExp(
  String.raw`^[ \t]{0,20}\*?(?:${NAMES}|content-[a-z-]{2,30}|x-[\w-]{2,30})\*?[ \t\u00a0]?[:：]`,
  'iu',
);
/** One of these makes a mail's header of the lines around it. */
const TELLING =
  /^[ \t]{0,20}\*?(?:subject|betreff|asunto|objet|oggetto|assunto|onderwerp|件名|from|von|差出人|van)\*?[ \t\u00a0]?[:：]/iu;
const FEWEST_LINES = 2;

/** The headers of mails that stand in a text; the date in them is the mail's and no event's. */
export function mailHeadersIn(text: string): readonly { readonly from: number; readonly to: number }[] {
  const headers: { from: number; to: number }[] = [];
  let [start, begun, count, telling] = [0, 0, 0, false];
  const end = (to: number) => {
    if (count >= FEWEST_LINES && telling) headers.push({ from: begun, to });
    [count, telling] = [0, false];
  };
  for (const line of text.split('\n')) {
    const isHeader = LINE.test(line);
    if (isHeader && count === 0) begun = start;
    if (isHeader) {
      count += 1;
      telling ||= TELLING.test(line);
    } else if (count > 0) end(start - 1);
    start += line.length + 1;
  }
  if (count > 0) end(text.length);
  return headers;
}
