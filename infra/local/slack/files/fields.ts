import type { JsonObject } from '../block-kit/problems.ts';
import type { Channel, Workspace } from '../workspace.ts';
import type { StoredFile } from './store.ts';

/** The file object. https://docs.slack.dev/reference/objects/file-object */
export function fileFields(workspace: Workspace, file: StoredFile): JsonObject {
  const { team, url } = workspace;
  const place = `${url}/files-pri/${team.id}-${file.id}`;
  const permalink = `${url}/files/${file.user}/${file.id}/${nameInUrl(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.kind.mimetype,
    filetype: file.kind.filetype,
    pretty_type: file.kind.prettyType,
    user: file.user,
    user_team: workspace.people.get(file.user)?.teamId ?? team.id,
    editable: file.preview !== undefined,
    size: file.bytes.length,
    mode: file.preview ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${place}/${nameInUrl(file.name)}`,
    url_private_download: `${place}/download/${nameInUrl(file.name)}`,
    permalink,
    ...(file.preview ? { edit_link: `${permalink}/edit`, ...file.preview } : {}),
    ...placeFields(workspace, file),
    has_rich_preview: false,
    file_access: 'visible',
  };
}

/**
 * A file as a payload to the app carries it: where other workspaces read along Slack says only that there is one, and
 * files.info tells the rest. https://docs.slack.dev/apis/slack-connect
 */
export function sentFile(workspace: Workspace, file: StoredFile, channel: Channel | undefined): JsonObject {
  if (!channel?.shared) return fileFields(workspace, file);
  const nothing = { created: 0, timestamp: 0, user: '' };
  return { id: file.id, mode: 'file_access', file_access: 'check_file_info', ...nothing };
}

/** `shares`, which only files.info gives: by kind of channel, the messages that share the file. */
export function shareFields(workspace: Workspace, { shares }: StoredFile): JsonObject {
  const kinds: { readonly [kind: string]: { [channel: string]: JsonObject[] } } = { public: {}, private: {} };
  for (const { channel: id, ts, user, threadTs } of shares) {
    const channel = workspace.channels.get(id);
    const places = kinds[channel?.kind === 'public' ? 'public' : 'private'] ?? {};
    const share = { ts, channel_name: channel?.name, team_id: workspace.team.id, share_user_id: user };
    places[id] = [...(places[id] ?? []), { ...share, ...(threadTs ? { thread_ts: threadTs } : {}) }];
  }
  return Object.fromEntries(Object.entries(kinds).filter(([, places]) => Object.keys(places).length > 0));
}

function placeFields({ channels }: Workspace, { shares }: StoredFile): JsonObject {
  const places = [...new Set(shares.map(({ channel }) => channel))];
  const of = (kind: Channel['kind']) => places.filter((id) => channels.get(id)?.kind === kind);
  const [publics, groups, ims] = [of('public'), of('private'), of('im')];
  return { is_public: publics.length > 0, channels: publics, groups, ims };
}

/** Slack keeps of a name what an address takes, and puts `_` for the rest. */
const nameInUrl = (name: string): string => name.toLowerCase().replace(/[^a-z0-9._-]/g, '_');
