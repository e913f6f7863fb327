/** A message or global shortcut. https://docs.slack.dev/interactivity/implementing-shortcuts */
export type Shortcut = {
  readonly name: string;
  /** `message` or `global`; in a file of JSON any word may stand. */
  readonly type: string;
  readonly callback_id: string;
  readonly description: string;
};

/**
 * What this Slack reads of the app's manifest. Without `features`, `/migcheck` is taken to be there.
 * https://docs.slack.dev/reference/app-manifest
 */
export type Manifest = {
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly features?: {
    readonly app_home?: {
      readonly messages_tab_enabled?: boolean;
      readonly messages_tab_read_only_enabled?: boolean;
    };
    readonly slash_commands?: readonly {
      readonly command: string;
      readonly description?: string;
      readonly usage_hint?: string;
      readonly should_escape?: boolean;
    }[];
    readonly shortcuts?: readonly Shortcut[];
  };
  readonly settings?: {
    readonly interactivity?: { readonly is_enabled?: boolean };
    readonly event_subscriptions?: { readonly request_url?: string; readonly bot_events?: readonly string[] };
  };
};

/** The events that this Slack sends, each with the scope without which it is not sent. */
const SCOPE_OF_EVENT = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
} as const;

export type EventName = keyof typeof SCOPE_OF_EVENT;

/** The bot scopes that the manifest asks for, which is what an installed app's token has. */
export const botScopes = ({ oauth_config }: Manifest): readonly string[] => oauth_config?.scopes?.bot ?? [];

/** https://docs.slack.dev/apis/events-api: what is subscribed to, as far as the app's scopes reach. */
export const hears = (manifest: Manifest, event: EventName): boolean =>
  (manifest.settings?.event_subscriptions?.bot_events ?? []).includes(event) &&
  botScopes(manifest).includes(SCOPE_OF_EVENT[event]);

/** What a message's menu offers; like commands, shortcuts need the scope `commands`. */
export const messageShortcuts = (manifest: Manifest): readonly Shortcut[] =>
  botScopes(manifest).includes('commands')
    ? (manifest.features?.shortcuts ?? []).filter(({ type }) => type === 'message')
    : [];

/** Whether people may write to the app directly: commands too are typed into the Messages tab. */
export const takesMessages = ({ features }: Manifest): boolean =>
  features?.app_home?.messages_tab_enabled === true && features.app_home.messages_tab_read_only_enabled !== true;

const SHORTCUT_LIMITS = { name: 24, callback_id: 255, description: 150 } as const;

/** What Slack would not take in a manifest, of what is read here; none means that the app may be made. */
export function manifestProblems({ features, settings }: Manifest): string[] {
  const { request_url, bot_events = [] } = settings?.event_subscriptions ?? {};
  const subscribed = bot_events.length > 0 && !request_url;
  return [
    ...(features?.shortcuts ?? []).flatMap(shortcutProblems),
    ...(subscribed ? ['event_subscriptions has bot_events but no request_url'] : []),
  ];
}

function shortcutProblems(shortcut: Shortcut, index: number): string[] {
  const wrong = Object.entries(SHORTCUT_LIMITS).flatMap(([field, most]) => {
    const value = shortcut[field as keyof typeof SHORTCUT_LIMITS];
    return value && value.length <= most ? [] : [`shortcuts/${index}/${field} must have 1 to ${most} characters`];
  });
  const known = shortcut.type === 'message' || shortcut.type === 'global';
  return known ? wrong : [...wrong, `shortcuts/${index}/type must be message or global`];
}
