/** Why the manifest asks for each scope: the Web API methods that need it, and what migcheck does with them. */
export const SCOPES = {
  'app_mentions:read': {
    methods: [],
    because: 'A mention with the text of an event is answered in its thread.',
  },
  'channels:read': {
    methods: ['conversations.info'],
    because: 'A proposal is posted only where the bot is a member, and never in a channel shared with another company.',
  },
  'groups:read': {
    methods: ['conversations.info'],
    because: 'The same for a private channel: approvals often have one.',
  },
  'chat:write': {
    methods: ['chat.postMessage', 'chat.update', 'chat.postEphemeral'],
    because: 'Proposals and their outcomes are messages; an answer too late for its response_url is an ephemeral one.',
  },
  commands: {
    methods: [],
    because: 'The slash command /migcheck. What is clicked in its answers comes back with it.',
  },
  'files:read': {
    methods: ['files.info'],
    because:
      'Exported logs, snippets and lists come as files: with the form, a shortcut, a mention or a direct message.',
  },
  'files:write': {
    methods: ['files.getUploadURLExternal', 'files.completeUploadExternal'],
    because:
      'An explanation that is too long for a card is put beside it as a text file; the answer to a wave is files, too.',
  },
  'im:history': {
    methods: [],
    because: 'What is pasted into the direct messages with the bot is meant for it. It sees no other direct messages.',
  },
  'users:read': {
    methods: ['users.info'],
    because: 'A mention (/migcheck @jane) has to become names that the directory knows.',
  },
  'users:read.email': {
    methods: ['users.info'],
    because: 'Without it users.info keeps the e-mail address back, the surest of those names.',
  },
  'usergroups:read': {
    methods: ['usergroups.users.list'],
    because: 'Approvers may be named by user group; who is in it is asked when somebody approves.',
  },
} as const;

/** What watching channels needs in addition: the bot then reads every message of every channel that it is a member of. */
export const WATCH_SCOPES = {
  'channels:history': {
    methods: [],
    because:
      'In channels named in WATCH_CHANNELS a pasted event is explained unasked; other messages are not looked at.',
  },
  'groups:history': {
    methods: [],
    because: 'The same for private channels.',
  },
} as const;
