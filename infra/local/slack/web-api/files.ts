import { randomBytes } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import { isObject, type JsonObject } from '../block-kit/problems.ts';
import { messageProblems } from '../block-kit/validate.ts';
import { fileFields, shareFields } from '../files/fields.ts';
import { MOST_BYTES_IN_A_FILE } from '../files/limits.ts';
import { appSees, keepFile, type Upload } from '../files/store.ts';
import { parsed } from '../incoming.ts';
import { startsThread } from '../messages.ts';
import { post } from '../posting.ts';
import { newId } from '../short-id.ts';
import type { Channel, Workspace } from '../workspace.ts';
import { type Method, missingArgument, type Reply, refuse, text } from './method.ts';
import { placeToPost } from './place.ts';

/** https://docs.slack.dev/reference/methods/files.info */
export const filesInfo: Method = {
  scopes: ['files:read'],
  formOnly: true,
  run(workspace, args) {
    const id = text(args.file);
    if (!id) return missingArgument('file');
    const file = workspace.files.get(id);
    if (!file || !appSees(workspace, file)) return refuse('file_not_found');
    const fields = { ...fileFields(workspace, file), shares: shareFields(workspace, file) };
    return { ok: true, file: fields, comments: [], response_metadata: { next_cursor: '' } };
  },
};

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export const filesGetUploadURLExternal: Method = {
  scopes: ['files:write'],
  formOnly: true,
  run(workspace, args) {
    const [name, length] = [text(args.filename), Number(args.length)];
    if (!name) return missingArgument('filename');
    if (!Number.isInteger(length) || length < 1) return missingArgument('length');
    if (length > MOST_BYTES_IN_A_FILE) return refuse('file_upload_size_restricted');
    const path = `/upload/v1/${randomBytes(24).toString('base64url')}`;
    const upload: Upload = { id: newId('F'), path, name, length, asSnippet: text(args.snippet_type) !== undefined };
    workspace.uploads.set(upload.id, upload);
    return { ok: true, upload_url: workspace.url + path, file_id: upload.id };
  },
};

/** https://docs.slack.dev/reference/methods/files.completeUploadExternal: shares the files with one message a channel. */
export const filesCompleteUploadExternal: Method = {
  scopes: ['files:write'],
  run(workspace, args) {
    const uploads = sentUploads(workspace, parsed(args.files));
    if ('ok' in uploads) return uploads;
    const places = placesToShare(workspace, args);
    if ('ok' in places) return places;
    const comment = commentOf(args);
    if ('ok' in comment) return comment;
    for (const { upload, title } of uploads) keep(workspace, upload, title);
    const files = uploads.map(({ upload }) => upload.id);
    const threadTs = text(args.thread_ts);
    for (const { id } of places)
      post(workspace, { channel: id, user: workspace.app.userId, ...comment, threadTs, files });
    // More than ids and titles is not promised: what else there is, files.info tells.
    return { ok: true, files: uploads.map(({ upload: { id, name }, title }) => ({ id, title: title ?? name })) };
  },
};

type Completed = { readonly upload: Upload; readonly title: string | undefined };

function sentUploads(workspace: Workspace, sent: unknown): readonly Completed[] | Reply {
  if (!Array.isArray(sent) || sent.length === 0 || !sent.every(isObject)) return missingArgument('files');
  const completed = sent.flatMap(({ id, title }): Completed[] => {
    const upload = workspace.uploads.get(String(id));
    return upload?.bytes ? [{ upload, title: text(title) }] : [];
  });
  return completed.length === sent.length ? completed : refuse('file_not_found');
}

/** `channel_id` is a channel; `channels`, parted by commas, may be people too. A thread is in one channel. */
function placesToShare(workspace: Workspace, args: JsonObject): readonly Channel[] | Reply {
  const [one, threadTs] = [text(args.channel_id), text(args.thread_ts)];
  if (one && !workspace.channels.has(one)) return refuse('channel_not_found');
  const ids = one ? [one] : (text(args.channels)?.split(',') ?? []);
  if (threadTs && ids.length !== 1) return refuse('invalid_arguments');
  const places: Channel[] = [];
  for (const id of ids) {
    const place = placeToPost(workspace, id);
    if ('ok' in place) return place;
    if (!place.members.has(workspace.app.userId)) return refuse('not_in_channel');
    if (threadTs && !startsThread(workspace, place.id, threadTs)) return refuse('thread_not_found');
    places.push(place);
  }
  return places;
}

/** The words above the files; Slack ignores blocks where there is an initial_comment. */
function commentOf(args: JsonObject): { text: string; blocks?: readonly KnownBlock[] } | Reply {
  const comment = text(args.initial_comment);
  if (comment || args.blocks === undefined) return { text: comment ?? '' };
  const blocks = parsed(args.blocks);
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format');
  const known = blocks.every((block) => isObject(block) && ['rich_text', 'section'].includes(String(block.type)));
  return known && messageProblems(blocks).length === 0 ? { text: '', blocks } : refuse('invalid_blocks');
}

function keep(workspace: Workspace, { id, name, asSnippet, bytes }: Upload, title: string | undefined): void {
  workspace.uploads.delete(id);
  if (bytes) keepFile(workspace, workspace.app.userId, { id, name, title, asSnippet, bytes });
}
