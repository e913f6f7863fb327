import type { App, SlackViewAction, ViewOutput } from '@slack/bolt';
import { type Question, questionTyped } from '../asking/command.ts';
import { type Mistake, parseWho } from '../asking/who.ts';
import type { Origin } from '../cards/modals.ts';
import type { Job, QueueName } from '../job.ts';
import { isProblem, parseMsAddress } from '../migration/address.ts';
import { WIZARD_VERSIONS } from '../migration/wizard.ts';
import type { Queue } from '../ports.ts';
import { NOT_TAKEN } from './commands.ts';
import { actorOfInteraction, jobIdOf } from './payload.ts';
import type { Placing } from './placing.ts';

/** What a submitted modal becomes: a job, or a word of correction beside the field it is about. */
type Read = { readonly queue: QueueName; readonly job: Job } | { readonly errors: Record<string, string> };
type Common = Pick<Extract<Job, { kind: 'share' }>, 'schema' | 'id' | 'by' | 'replyTo'>;
type Submitted = { readonly common: Common; readonly origin: Origin };

const typedIn = (view: ViewOutput, block: string): string => {
  const value = view.state.values[block]?.value;
  return (value?.value ?? value?.selected_option?.value ?? '').trim();
};

function address(view: ViewOutput, { common, origin: { about } }: Submitted): Read {
  const source = parseMsAddress(typedIn(view, 'address'));
  if (isProblem(source)) return { errors: { address: source.problem } };
  return { queue: 'checks', job: { kind: 'examine-again', ...common, checkId: about, source } };
}

const reasonFor =
  (verdict: 'deny' | 'cancel') =>
  (view: ViewOutput, { common, origin: { about, ts } }: Submitted): Read => {
    const given = typedIn(view, 'reason');
    if (!given) return { errors: { reason: 'Say why, so that everybody concerned and the record know.' } };
    return {
      queue: 'talk',
      job: { kind: 'decide', ...common, proposalId: about, verdict, reason: given, ...(ts ? { ts } : {}) },
    };
  };

/** A name as it stands, with blanks or without; or a question with `as` and `wizard`. */
function whoTyped(text: string): Question | Mistake {
  const who = parseWho(text);
  const question = /\s(?:as|wizard)\s/i.test(text) ? questionTyped(text) : undefined;
  return question ?? ('kind' in who ? who : { who });
}

function recipient(view: ViewOutput, { common }: Submitted): Read {
  const asked = whoTyped(typedIn(view, 'who'));
  if ('kind' in asked) return { errors: { who: `${asked.problem} Type an alias, a display name or an address.` } };
  const typed = typedIn(view, 'address');
  const source = typed ? parseMsAddress(typed) : undefined;
  if (source && isProblem(source)) return { errors: { address: source.problem } };
  const wizard = WIZARD_VERSIONS.find((version) => version === typedIn(view, 'wizard'));
  const question = { ...asked, observed: true, ...(source ? { source } : {}), ...(wizard ? { wizard } : {}) };
  return { queue: asked.who.by === 'slack-user' ? 'talk' : 'checks', job: { kind: 'examine', ...common, ...question } };
}

/** Slack hands over the files of a form as a message's files. */
const filesIn = (view: ViewOutput, block: string) =>
  (view.state.values[block]?.value?.files ?? []).map(({ id, name }) => ({ id, ...(name ? { name } : {}) }));

function paste(view: ViewOutput, { common }: Submitted): Read {
  const [text, files] = [typedIn(view, 'text'), filesIn(view, 'files')];
  if (!text && files.length === 0)
    return { errors: { text: 'Paste the text of the event here, or add a file below.' } };
  const typed = typedIn(view, 'who');
  const whose = typed ? questionTyped(typed) : undefined;
  if (whose && 'kind' in whose) return { errors: { who: `${whose.problem} For example: jdoe as MS:CORP/PO1/JDOE` } };
  const job: Job = { kind: 'explain', ...common, text, files, asked: 'form', ...(whose ? { whose } : {}) };
  return { queue: 'talk', job };
}

/** A list or a container, and who is to read the answer. */
function handedIn(view: ViewOutput, { common }: Submitted): Read {
  const [file] = filesIn(view, 'list');
  const container = typedIn(view, 'container');
  if (file && container) return { errors: { container: 'A list or a container, not both: empty one of the two.' } };
  if (!file && !container) return { errors: { list: 'Add a list here, or name a container below.' } };
  const who = container ? parseWho(container) : undefined;
  if (who && ('kind' in who || who.by !== 'dn'))
    return { errors: { container: 'Type the distinguished name of a container: cn=Recipients,ou=LONDON,o=FABRIKAM' } };
  const wizard = WIZARD_VERSIONS.find((version) => version === typedIn(view, 'wizard'));
  const job: Job = {
    kind: 'wave',
    ...common,
    from: file ? { by: 'file', file } : { by: 'container', dn: container },
    ...(wizard ? { wizard } : {}),
    readers: typedIn(view, 'readers') === 'asker' ? 'asker' : 'channel',
  };
  return { queue: 'talk', job };
}

const MODALS = {
  'wave-handed-in': { read: handedIn, field: 'list', replace: false },
  'event-pasted': { read: paste, field: 'text', replace: false },
  'address-entered': { read: address, field: 'address', replace: true },
  denied: { read: reasonFor('deny'), field: 'reason', replace: false },
  cancelled: { read: reasonFor('cancel'), field: 'reason', replace: false },
  'recipient-named': { read: recipient, field: 'who', replace: false },
};

const commonOf = (body: SlackViewAction, origin: Origin, replace: boolean): Common => ({
  schema: 1,
  // A view is submitted once; its id serves as the trigger does elsewhere.
  id: jobIdOf(body.view.id),
  by: actorOfInteraction(body),
  replyTo: {
    channel: origin.channel,
    replace,
    ...(origin.threadTs ? { threadTs: origin.threadTs } : {}),
    ...(origin.responseUrl ? { responseUrl: origin.responseUrl } : {}),
  },
});

/** Submitted modals: corrected beside the field, or handed over. */
export function listenToSubmissions(app: App, queue: Queue, place: Placing): void {
  for (const [id, { read, field, replace }] of Object.entries(MODALS))
    app.view(id, async ({ view, body, ack }) => {
      const origin: Origin = JSON.parse(view.private_metadata);
      const result = read(view, { common: commonOf(body, origin, replace), origin });
      if ('errors' in result) return ack({ response_action: 'errors', errors: result.errors });
      const sent = await queue.send(place(result.queue), result.job).then(
        () => true,
        () => false,
      );
      return sent ? ack() : ack({ response_action: 'errors', errors: { [field]: NOT_TAKEN } });
    });
}
