import type { Cause, Companion, KnownEvent } from './entry.ts';

const SOURCE = 'MSExchangeMig';
const FAMILY = [8005, 8048, 8054, 8059, 8094, 8095] as const;
const ARTICLES = ['Q166612', 'Q154481'] as const;

/** Q166612: one Word document in a forum, and six events. */
const wordDocument: Cause = {
  id: 'word-attachment',
  title: 'A Word document is attached to a message in the forum',
  howToTell:
    'The wizard stops, or logs these events, when it comes to an attachment .doc; the 8xxx before and after name the same file.',
  remedy: ['Install 5.0 SP1 or later on the computer that runs the wizard.', 'Migrate the forum again.'],
  articles: ARTICLES,
};

const beside = (id: number): readonly Companion[] =>
  FAMILY.filter((other) => other !== id).map((other) => ({ source: SOURCE, id: other, says: 'the same attachment' }));

type Particulars = Pick<KnownEvent, 'id' | 'title' | 'description' | 'placeholders' | 'meaning'>;

const ofTheAttachment = (particulars: Particulars): KnownEvent => ({
  ...particulars,
  source: SOURCE,
  type: 'Error',
  reach: 'item',
  system: 'Collabra Share',
  versions: '5.0',
  fixedIn: '5.0 SP1',
  causes: [wordDocument],
  data: { state: 'lost', says: 'The attachment is not migrated; the message may arrive without it.' },
  comesWith: beside(particulars.id),
  articles: ARTICLES,
});

const AT_LINE = { '<file>': 'file', '<n>': 'line' } as const;

/** Events that the importer logs over forums of Collabra Share. */
export const COLLABRA_EVENTS: readonly KnownEvent[] = [
  ofTheAttachment({
    id: 8005,
    title: 'The secondary file could not be read to its end',
    description:
      'Error occurred in the secondary file, Some of the data may have been lost! Filename : <file> <offset>',
    placeholders: { '<file> <offset>': 'file' },
    meaning:
      'The importer lost its way in the file that holds the bodies and attachments; the event itself warns of lost data.',
  }),
  ofTheAttachment({
    id: 8048,
    title: 'An attachment has no file name',
    description:
      'Mail Message Section <file> Line Number = <n> Attachement File Name is Absent - Required for Attachement  %4.',
    placeholders: { ...AT_LINE, '%4': 'value' },
    meaning: 'Where the file name of an attachment should stand the importer found something else.',
  }),
  ofTheAttachment({
    id: 8054,
    title: 'The secondary file could not be read',
    description:
      'Parser Error <file> Line Number = <n> Error in reading Secondary file Details : The Error code was 0x8042063C.',
    placeholders: AT_LINE,
    meaning: 'The importer could not read on in the file that holds the bodies and attachments.',
  }),
  ofTheAttachment({
    id: 8059,
    title: 'A heading in the secondary file is invalid',
    description: 'Parser Error <file> Line Number = <n> Invalid Secondary Section Heading Details: …',
    placeholders: AT_LINE,
    meaning: 'The heading of an attachment could not be read.',
  }),
  ofTheAttachment({
    id: 8094,
    title: 'The importer failed inside',
    description: 'Parser Error <file> Line Number = <n> Internal Parser Error.Details : The Error code was <hex>.',
    placeholders: { ...AT_LINE, '<hex>': 'error' },
    meaning: 'A consequence of the attachment that could not be read.',
  }),
  ofTheAttachment({
    id: 8095,
    title: 'A line could not be processed',
    description:
      'Parser Error <file> Line Number = <n> Error occurred in the processing of the line.Details : The Error code was <hex>.',
    placeholders: { ...AT_LINE, '<hex>': 'error' },
    meaning: 'A consequence of the attachment that could not be read.',
  }),
];
