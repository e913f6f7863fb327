import { isObject } from '../block-kit/problems.ts';
import { messageProblems } from '../block-kit/validate.ts';
import { messagesOf, parsed } from '../incoming.ts';
import { exchangeTrigger } from '../tickets.ts';
import { type ReadView, readView, show, viewFields } from '../views.ts';
import type { OpenView, Workspace } from '../workspace.ts';
import { type Method, missingArgument, type Reply, refuse, text } from './method.ts';

/** https://docs.slack.dev/reference/methods/views.open */
export const viewsOpen: Method = {
  scopes: [],
  run(workspace, args) {
    if (args.view === undefined) return missingArgument('view');
    const read = readView(workspace, args.view);
    if (read.kind === 'refused') return refusedView(read);
    if (text(args.trigger_id) === undefined) return missingArgument('trigger_id');
    const exchanged = exchangeTrigger(workspace, args.trigger_id);
    if (exchanged.kind === 'refused') return refuse(exchanged.error);
    const externalId = read.view.external_id;
    if (externalId && byExternalId(workspace, externalId)) return refuse('duplicate_external_id');
    // One window at a time: a new one takes the place of the one before.
    for (const open of workspace.views.values()) if (open.person === exchanged.person) workspace.views.delete(open.id);
    return { ok: true, view: viewFields(workspace, show(workspace, exchanged.person, read.view)) };
  },
};

/** https://docs.slack.dev/reference/methods/views.update */
export const viewsUpdate: Method = {
  scopes: [],
  run(workspace, args) {
    if (args.view === undefined) return missingArgument('view');
    const read = readView(workspace, args.view);
    if (read.kind === 'refused') return refusedView(read);
    const open = workspace.views.get(text(args.view_id) ?? '') ?? byExternalId(workspace, text(args.external_id));
    if (!open) return refuse('not_found');
    if (text(args.hash) && args.hash !== open.hash) return refuse('hash_conflict');
    return { ok: true, view: viewFields(workspace, show(workspace, open.person, read.view, open.id)) };
  },
};

/** https://docs.slack.dev/reference/methods/blocks.validate; like Slack's it does not ask for a top-level text. */
export const blocksValidate: Method = {
  scopes: [],
  run(_, args) {
    const problems = messageProblems(parsed(args.blocks));
    if (problems.length === 0) return { ok: true };
    return refuse('invalid_blocks', { errors: problems.map((problem) => ({ code: 'invalid', ...problem })) });
  },
};

const byExternalId = ({ views }: Workspace, id: string | undefined): OpenView | undefined =>
  id === undefined ? undefined : [...views.values()].find(({ view }) => isObject(view) && view.external_id === id);

function refusedView({ problems }: Extract<ReadView, { kind: 'refused' }>): Reply {
  return refuse('invalid_arguments', { response_metadata: { messages: messagesOf(problems) } });
}
