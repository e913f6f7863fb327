import type { Channel, Person, Workspace } from '../workspace.ts';
import { hasScope, isTrue, type Method, missingArgument, missingScope, refuse, text } from './method.ts';

/** https://docs.slack.dev/reference/methods/conversations.info: each kind of conversation has a scope of its own. */
export const conversationsInfo: Method = {
  scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  run(workspace, args) {
    const id = text(args.channel);
    if (!id) return missingArgument('channel');
    const channel = workspace.channels.get(id);
    if (!channel) return refuse('channel_not_found');
    const isMember = channel.members.has(workspace.app.userId);
    if (channel.kind !== 'public' && !isMember) return refuse('channel_not_found');
    const needed = { public: 'channels:read', private: 'groups:read', im: 'im:read' }[channel.kind];
    if (!hasScope(workspace, needed)) return missingScope(workspace, [needed]);
    return { ok: true, channel: channelFields(workspace, channel, isTrue(args.include_num_members)) };
  },
};

/** https://docs.slack.dev/reference/methods/users.info: the address only with users:read.email. */
export const usersInfo: Method = {
  scopes: ['users:read'],
  run(workspace, args) {
    const id = text(args.user);
    if (!id) return missingArgument('user');
    const person = workspace.people.get(id);
    if (!person) return refuse('user_not_found');
    return { ok: true, user: personFields(workspace, person, isTrue(args.include_locale)) };
  },
};

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
export const usergroupsUsersList: Method = {
  scopes: ['usergroups:read'],
  run(workspace, args) {
    const id = text(args.usergroup);
    if (!id) return missingArgument('usergroup');
    const group = workspace.groups.get(id);
    return group ? { ok: true, users: group.users } : refuse('no_such_subteam');
  },
};

/** https://docs.slack.dev/reference/methods/auth.test */
export const authTest: Method = {
  scopes: [],
  run: ({ team, app, url }) => ({
    ok: true,
    url: `${url}/`,
    team: team.name,
    user: 'migcheck',
    team_id: team.id,
    user_id: app.userId,
    bot_id: app.botId,
    is_enterprise_install: false,
  }),
};

/** https://docs.slack.dev/reference/methods/team.info */
export const teamInfo: Method = {
  scopes: ['team:read'],
  run: ({ team }) => ({ ok: true, team: { id: team.id, name: team.name, domain: team.domain } }),
};

function channelFields(workspace: Workspace, channel: Channel, withCount: boolean) {
  const { id, name, kind, members, shared } = channel;
  if (kind === 'im') {
    const user = [...members].find((member) => member !== workspace.app.userId);
    return { id, is_im: true, is_org_shared: false, user, is_user_deleted: false };
  }
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_archived: false,
    is_general: name === 'general',
    is_member: members.has(workspace.app.userId),
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    context_team_id: workspace.team.id,
    ...(withCount ? { num_members: members.size } : {}),
  };
}

function personFields(workspace: Workspace, person: Person, withLocale: boolean) {
  const { id, teamId, name, realName, email, isBot = false } = person;
  const seesAddress = hasScope(workspace, 'users:read.email') && teamId === workspace.team.id && !isBot;
  return {
    id,
    team_id: teamId,
    name,
    deleted: false,
    real_name: realName,
    tz: 'Europe/Berlin',
    is_bot: isBot,
    is_stranger: teamId !== workspace.team.id,
    ...(withLocale ? { locale: 'en-GB' } : {}),
    profile: {
      real_name: realName,
      real_name_normalized: realName,
      display_name: name,
      display_name_normalized: name,
      team: teamId,
      ...(seesAddress ? { email } : {}),
    },
  };
}
