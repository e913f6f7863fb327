import type { ModalView } from '@slack/types';
import { WIZARD_VERSIONS, type WizardVersion } from '../migration/wizard.ts';
import { WIZARD_NAME } from './names.ts';
import { shown } from './visible.ts';

/** As many files are read of one question. */
export const MOST_FILES = 5;

/** What a modal remembers of the click that opened it. Slack shows it to nobody and hands it back. */
export type Origin = {
  readonly about: string;
  readonly channel: string;
  readonly threadTs?: string;
  /** The message that was clicked. */
  readonly ts?: string;
  readonly responseUrl?: string;
};

const plain = (text: string) => ({ type: 'plain_text' as const, text: shown(text, 150) });

type ModalOptions = { readonly id: string; readonly title: string; readonly submit: string; readonly origin: Origin };

const modal = ({ id, title, submit, origin }: ModalOptions, blocks: ModalView['blocks']): ModalView => ({
  type: 'modal',
  callback_id: id,
  title: plain(title),
  submit: plain(submit),
  close: plain('Back'),
  private_metadata: JSON.stringify(origin),
  blocks,
});

type FieldOptions = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly initial?: string;
  readonly optional?: boolean;
  readonly long?: boolean;
};

const field = ({ id, label, hint, initial, optional, long }: FieldOptions): ModalView['blocks'][number] => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  hint: plain(hint),
  optional: optional ?? false,
  element: {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: long ?? false,
    max_length: long ? 600 : 1_000,
    ...(initial ? { initial_value: initial } : {}),
  },
});

/** Asks for the MS Mail address of one mailbox; a suggestion is filled in and called a guess. */
export const addressModal = (origin: Origin, suggestion?: string): ModalView =>
  modal({ id: 'address-entered', title: 'MS Mail address', submit: 'Check', origin }, [
    field({
      id: 'address',
      label: 'From which MS Mail address is this person migrated?',
      hint: suggestion
        ? 'Filled in as a guess from the post office and the alias: compare it with the MS Mail Administrator.'
        : 'NETWORK/POSTOFFICE/MAILBOX, as the MS Mail Administrator shows it; ten characters each.',
      ...(suggestion ? { initial: suggestion } : {}),
    }),
  ]);

/** Asks why a proposal is denied. */
export const denyModal = (origin: Origin): ModalView =>
  modal({ id: 'denied', title: 'Deny the proposal', submit: 'Deny', origin }, [
    field({ id: 'reason', label: 'Why?', hint: 'The requester and the record are told.', long: true }),
  ]);

/** Asks why a proposal is taken back. */
export const cancelModal = (origin: Origin): ModalView =>
  modal({ id: 'cancelled', title: 'Cancel the proposal', submit: 'Cancel proposal', origin }, [
    field({ id: 'reason', label: 'Why?', hint: 'Everybody concerned and the record are told.', long: true }),
  ]);

/** Asks why a plan is stopped that is being applied. */
export const stopModal = (origin: Origin): ModalView =>
  modal({ id: 'cancelled', title: 'Stop the plan', submit: 'Stop', origin }, [
    field({
      id: 'reason',
      label: 'Why?',
      hint: 'Nobody more is taken up; what is being written just now is finished. The record is told.',
      long: true,
    }),
  ]);

/** Slack's limit of a text field (https://docs.slack.dev/reference/block-kit/block-elements). */
const LONGEST_TEXT = 3_000;

/** Takes a long paste, files, and whose mailbox it was. */
export const explainModal = (origin: Origin): ModalView =>
  modal({ id: 'event-pasted', title: 'Explain an event', submit: 'Explain', origin }, [
    {
      type: 'input',
      block_id: 'text',
      optional: true,
      label: plain('The text of the event, or of several'),
      hint: plain("At most 3,000 characters, which is Slack's limit. What is longer: as a file, below."),
      element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: LONGEST_TEXT },
    },
    {
      type: 'input',
      block_id: 'files',
      optional: true,
      label: plain('Or an exported log'),
      hint: plain(
        'Text, CSV, XML or JSON, up to 10 MB. Larger: put it into a channel and use the shortcut "Explain this event".',
      ),
      element: { type: 'file_input', action_id: 'value', max_files: MOST_FILES },
    },
    field({
      id: 'who',
      label: 'Whose mailbox was it, if known?',
      hint: 'For example: jdoe, or: jdoe as MS:CORP/PO1/JDOE wizard 5.5-rtm',
      optional: true,
    }),
  ]);

/** Q243604; of SP4 and of other wizards no article prints the file. */
const MLMIG: Partial<Record<WizardVersion, string>> = {
  '5.5-rtm': '5.5.1960.3',
  '5.5-sp1': '5.5.2232.2',
  '5.5-sp2': '5.5.2448.4',
  '5.5-sp3': '5.5.2650.12',
};

const wizardLabel = (version: WizardVersion): string =>
  MLMIG[version] ? `${WIZARD_NAME[version]} (Mlmig32.dll ${MLMIG[version]})` : WIZARD_NAME[version];

const wizardField: ModalView['blocks'][number] = {
  type: 'input',
  block_id: 'wizard',
  optional: true,
  label: plain('Version of the wizard, if known'),
  hint: plain('The file version of Mlmig32.dll in Exchsrvr\\Bin tells; Mailmig.exe does not.'),
  element: {
    type: 'static_select',
    action_id: 'value',
    placeholder: plain('Not known'),
    options: WIZARD_VERSIONS.filter((version) => version !== 'unknown').map((version) => ({
      text: plain(wizardLabel(version)),
      value: version,
    })),
  },
};

/** Asks whose mailbox a 7026 was about. */
export const whoseModal = (origin: Origin): ModalView =>
  modal({ id: 'recipient-named', title: 'Whose mailbox was it?', submit: 'Check', origin }, [
    field({
      id: 'who',
      label: 'The person',
      hint: 'Alias, "display name", SMTP address, DN or MS:NET/PO/USER; also: jdoe wizard 5.5.2232.2 (of Mlmig32.dll)',
    }),
    field({ id: 'address', label: 'MS Mail address, if known', hint: 'NETWORK/POSTOFFICE/MAILBOX', optional: true }),
    wizardField,
  ]);

/** Who reads the answer to a wave. */
export const READERS = { channel: 'The members of this channel', asker: 'Only me, in direct messages' } as const;

const choice = (value: keyof typeof READERS) => ({ text: plain(READERS[value]), value });

/** Takes a list, or a container of the directory, and says who will read the answer. */
export const waveModal = (origin: Origin, container?: string): ModalView =>
  modal({ id: 'wave-handed-in', title: 'Check a migration', submit: 'Check', origin }, [
    {
      type: 'input',
      block_id: 'list',
      optional: true,
      label: plain('The list'),
      hint: plain(
        "The wizard's user list, a .pri, a directory export, or one person a line; up to 10 MB. Larger: the shortcut.",
      ),
      element: { type: 'file_input', action_id: 'value', max_files: 1 },
    },
    field({
      id: 'container',
      label: 'Or everybody in a container of the directory',
      hint: 'For example: cn=Recipients,ou=LONDON,o=FABRIKAM',
      optional: true,
      ...(container ? { initial: container } : {}),
    }),
    wizardField,
    {
      type: 'input',
      block_id: 'readers',
      label: plain('Who reads the answer?'),
      hint: plain('It names people. Where I am no member, or other organisations are, it goes to you alone.'),
      element: {
        type: 'static_select',
        action_id: 'value',
        options: [choice('channel'), choice('asker')],
        initial_option: choice('channel'),
      },
    },
  ]);
