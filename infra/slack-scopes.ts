/** Why the manifest asks for each scope: the Web API methods that need it, and what migcheck does with them. */
export const SCOPES = {
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
