import { randomBytes } from 'node:crypto';
import { isObject } from '../block-kit/problems.ts';
import { sendSigned } from '../delivery.ts';
import type { Workspace } from '../workspace.ts';

/**
 * What Slack does before it sends events to an address: it asks for a challenge to come back, as text or as JSON.
 * https://docs.slack.dev/reference/events/url_verification
 */
export async function verifyEventsUrl(workspace: Workspace): Promise<boolean> {
  const challenge = randomBytes(24).toString('base64url');
  const body = { token: 'verification-tokens-are-deprecated', challenge, type: 'url_verification' };
  const sent = await sendSigned(workspace, 'application/json', JSON.stringify(body));
  return sent.kind === 'answered' && sent.status === 200 && challengeIn(sent.text) === challenge;
}

function challengeIn(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed.challenge : undefined;
  } catch {
    return text.trim();
  }
}
