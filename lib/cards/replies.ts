import type { Mistake } from '../asking/who.ts';
import type { DirectoryTrouble } from '../errors.ts';
import type { WhyNot } from '../migration/decide.ts';
import type { FinalDecision, Proposal } from '../migration/proposal.ts';
import { card, heading, list, note, type Piece, paragraph } from './blocks.ts';
import type { Card } from './card.ts';
import { fitted } from './fitted.ts';
import { clipped } from './visible.ts';

/** One sentence, for one person. */
export const sentence = (text: string): Card => card(text, [paragraph(text)]);

/** Everything that `/migcheck` understands. */
export const helpCard = (): Card =>
  card('migcheck says whether the Exchange Migration Wizard will find a mailbox. /migcheck NAME checks a person.', [
    heading('migcheck: will the wizard find this mailbox?'),
    list([
      [
        { code: '/migcheck jdoe' },
        ' checks a person: by alias, directory name, "display name", SMTP address, distinguished name, MS:NET/PO/USER or @mention',
      ],
      [{ code: '/migcheck check NAME' }, ' does the same, also for somebody named help or history'],
      [{ code: '/migcheck jdoe as MS:CORP/PO1/JDOE' }, ' says from which MS Mail address the person is migrated'],
      [
        { code: '/migcheck jdoe wizard 5.5-rtm' },
        ' for one wizard: 4.0, 5.0, 5.5-rtm, 5.5-sp1 to 5.5-sp4, 2000 or unknown',
      ],
      [
        { code: '/migcheck explain' },
        ' followed by the text of an event explains it (7026, source MSExchangeMig); alone it opens a form for long texts and files',
      ],
      [
        { bold: 'Explain this event' },
        ' under More actions of any message explains its text and its files; a mention or a direct message with the text does the same',
      ],
      [
        { code: '/migcheck wave' },
        ' checks a whole migration at once: a form takes the list or a container; ',
        { bold: 'Check this list' },
        ' under More actions of a message does the same with its file or its text',
      ],
      [{ code: '/migcheck pending' }, ' lists what waits for you: to decide, and of your own'],
      [{ code: '/migcheck undo NAME' }, " proposes to take migcheck's last change of a person back, exactly"],
      [
        { code: '/migcheck history NAME' },
        ' shows who proposed, approved and wrote what, and when; ',
        { code: '/migcheck history me' },
        ' what you did',
      ],
      [{ code: '/migcheck doctor' }, ' tells approvers how migcheck itself is, and what to do about it'],
      [{ code: '/migcheck help' }, ' shows this'],
    ]),
    note('A fix is written only after another person has approved it, and announced only after it was read back.'),
  ]);

/** What is left of a proposal's card where another organisation reads along by now. */
export const hiddenCard = (): Card =>
  sentence(
    'This channel is shared with another organisation by now, so what stood here is told to those concerned directly. Whoever proposed it can cancel it there, and propose it anew in another channel.',
  );

/** What was wrong with a command, and the right form. */
export const mistakeCard = ({ problem, instead }: Mistake): Card =>
  card(`${problem} Try: ${instead}`, [paragraph(problem), paragraph({ bold: 'Type: ' }, instead.replace(/`/g, ''))]);

const TROUBLE: Record<DirectoryTrouble, string> = {
  unreachable: 'The directory cannot be reached. Is the server running, and does the network let us through?',
  timeout: 'The directory did not answer in time.',
  busy: 'The directory is busy or unavailable. Try again in a minute.',
  'bind-refused':
    'The directory refused our account. The bind name or its password is wrong, or the account is locked.',
  certificate: "The directory's certificate is not trusted. LDAP_CA_FILE has to name the authority that signed it.",
  'tls-refused':
    'The directory answers, but not in TLS: the port may be the plain one. LDAP_TLS=starttls, an ldaps:// address, or LDAP_TLS=off for a real Exchange 5.5.',
  'encryption-wanted': 'The directory takes our account over an encrypted connection only: LDAP_TLS=ldaps or starttls.',
  'not-configured': 'The directory is not what the settings say. Look at LDAP_URL, LDAP_BASE_DN and DIRECTORY_KIND.',
  'search-refused':
    'The directory refused to search. Container search control may want an address book view as base (Q192306).',
};

/** The directory could not be asked. `jobId` lets the owner find the log line. */
export function troubleCard(trouble: DirectoryTrouble, server: string, jobId: string): Card {
  return card(`${TROUBLE[trouble]} Nothing was changed.`, [
    heading('The directory could not be asked'),
    paragraph(TROUBLE[trouble]),
    note(`${server}. Nothing was changed. Job ${jobId}.`),
  ]);
}

/** A setting is wrong; `message` names the variable and what it should hold, never its value. */
export const misconfiguredCard = (message: string, jobId: string): Card =>
  card(`migcheck is not set up right: ${message}.`, [
    heading('migcheck is not set up right'),
    paragraph(`${message}. Whoever runs migcheck has to mend it.`),
    note(`Nothing was changed. Job ${jobId}.`),
  ]);

/** What is wrong with the directory, in a sentence. */
export const troubleSentence = (trouble: DirectoryTrouble): string => TROUBLE[trouble];

const WHY_NOT: Record<WhyNot, string> = {
  'already-decided': 'Somebody decided before you.',
  'already-approved': 'You have approved it already. It takes another person as well.',
  'too-late': 'It is being applied already, so it cannot be cancelled any more. Undo it afterwards, if it has to go.',
  expired: 'The proposal has expired (it was not denied). Check again to propose anew.',
  'another-workspace': 'Only people of the workspace in which it was proposed can decide.',
  'nobody-may': 'Nobody may approve: the list of approvers (APPROVERS) is empty.',
  'approvers-unreadable': 'The user group of the approvers cannot be read, so nobody may approve now.',
  'not-an-approver': 'You are not among the approvers (APPROVERS).',
  'own-proposal': 'Nobody approves their own proposal. Another approver has to.',
  'no-reason': 'A denial or a cancellation needs a reason.',
};

const DECIDED_BY: Record<FinalDecision['verdict'], string> = {
  approve: ' Approved by ',
  deny: ' Denied by ',
  cancel: ' Cancelled by ',
};

/** Why a click changed nothing; who was first, where somebody was. */
export function refusedCard(why: WhyNot, { state, decision }: Proposal): Card {
  const first: readonly Piece[] =
    why === 'already-decided' && decision
      ? [DECIDED_BY[decision.verdict], { user: decision.by.user }, ', ', { moment: decision.at }, '.']
      : [];
  const says =
    why === 'already-decided' && !decision
      ? `It is ${state} by now; a newer proposal may stand in its place.`
      : WHY_NOT[why];
  return card(says, [paragraph({ bold: 'Nothing was changed. ' }, says, ...first)]);
}

/** Why a channel cannot be used, and what to do about it. */
export const CHANNEL_TROUBLE = {
  'not-member':
    'I am not in that channel, so nobody could see it there. Invite me: /invite @migcheck, or set APPROVAL_CHANNEL',
  direct: 'In a direct message nobody else could see it. Ask in a channel that I am in, or set APPROVAL_CHANNEL.',
  shared:
    'That channel is shared with another organisation; nothing of the directory is shown there. Use another channel, or set APPROVAL_CHANNEL.',
} as const;

/** Under an answer that only the asker sees, although it was asked in front of everybody. */
export const INVITE = 'I am not in that channel, so only you see this. Invite me: /invite @migcheck';

/** Where everything stands that a card had no room for. */
export const WHOLE_GOES = {
  thread: 'There is more than fits on a card: the whole of it is in the file below.',
  direct: 'There is more than fits on a card: the whole of it is in our direct messages.',
} as const;

/** The answer that somebody else was given to the same message. */
export const explainedBefore = (link: string): Card =>
  card(`This message has been explained already: ${link}`, [
    paragraph('This message has been explained already: ', { label: 'read the answer', url: link }, '.'),
    note('For a person of your choice: /migcheck NAME'),
  ]);

/** The same card with a line of small print below it. */
export const withNote = ({ text, blocks }: Card, small: string): Card => ({
  text,
  blocks: fitted([...blocks, note(small)]),
});

export const lookingUp = (name: string): Card => sentence(`Looking up ${clipped(name, 200)} …`);
