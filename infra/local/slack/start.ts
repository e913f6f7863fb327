/**
 * A Slack on this machine, for one app: the Web API under `/api/`, response_urls, files, signed slash commands,
 * interactions and events to the app, and the page that people use at `/`. It knows one workspace (sample.ts), keeps
 * everything in memory, listens on 127.0.0.1 only, and is stricter than Slack where Slack's pages leave room: what passes here passes
 * there. Tests steer it by `controls`, or by POST to `/control/…` where it runs in another process. The page is built by
 * esbuild when it is first asked for.
 */
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerApi, answerResponseUrl } from './api-routes.ts';
import { answerControl } from './control-routes.ts';
import { type Controls, controlsOf } from './controls.ts';
import { answerDownload, answerUpload } from './files/routes.ts';
import { type Answer, BodyTooLong, comesFromHere, send } from './http.ts';
import { type Manifest, manifestProblems } from './manifest.ts';
import { pageFile } from './page-files.ts';
import { answerPage, stream } from './page-routes.ts';
import { type Settings, sampleWorkspace, type Workspace } from './workspace.ts';

export type SlackOptions = {
  readonly signingSecret: string;
  readonly botToken: string;
  /** The app's manifest, parsed: what it names is what the app may use, and all that it is told of. */
  readonly manifest: Manifest;
  /** Where commands, interactions and events are posted; may be given later by `controls.sendEventsTo`. */
  readonly eventsUrl?: string;
  /** 0 or none: any free port. */
  readonly port?: number;
  readonly banner?: string;
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** Milliseconds since 1970; the machine's clock unless given. */
  readonly now?: () => number;
  /** Milliseconds that the app has to answer; Slack's 3,000 unless given. */
  readonly patience?: number;
  /** Milliseconds before each further attempt at an event; Slack's are none, 60,000 and 300,000. */
  readonly retryDelays?: readonly number[];
};

export type Slack = {
  /** `http://127.0.0.1:port`, the page. */
  readonly url: string;
  /** What `SLACK_API_URL` is set to. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly controls: Controls;
  close(): Promise<void>;
};

/** https://docs.slack.dev/apis/events-api: at once, after a minute, after five. */
const RETRY_DELAYS = [0, 60_000, 300_000];

/** Starts the look-alike; rejects when the port is taken, and for a manifest that Slack would not take. */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const { eventsUrl, port = 0, now = Date.now, patience = 3_000, retryDelays = RETRY_DELAYS, ...given } = options;
  const settings: Settings = { ...given, now, patience, retryDelays };
  if (settings.signingSecret === '') throw new Error('The look-alike needs a signing secret');
  const problems = manifestProblems(settings.manifest);
  if (problems.length > 0) throw new Error(`Slack would refuse the manifest: ${problems.join('; ')}`);
  const workspace = sampleWorkspace(settings);
  workspace.eventsUrl = eventsUrl;
  // Every event that waits for its next attempt listens to this one signal.
  setMaxListeners(0, workspace.closing.signal);
  const server = createServer((request, response) => {
    answer(workspace, request, response).catch((error: unknown) => fail(response, error));
  });
  workspace.url = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    url: workspace.url,
    apiUrl: `${workspace.url}/api/`,
    workspace,
    controls: controlsOf(workspace),
    close: () => {
      workspace.closing.abort();
      return close(server);
    },
  };
}

async function answer(workspace: Workspace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!comesFromHere(request)) return send(response, { status: 403, text: 'Only from this machine.' });
  const url = new URL(request.url ?? '/', workspace.url);
  if (url.pathname === '/page/events') return stream(workspace, response, url);
  const answered = await route(workspace, request, url);
  // An answer that is never sent leaves the caller to its own timeout.
  if (answered) send(response, answered);
}

function route(workspace: Workspace, request: IncomingMessage, url: URL): Promise<Answer | undefined> {
  if (url.pathname.startsWith('/api/')) return answerApi(workspace, request, url);
  if (url.pathname.startsWith('/actions/')) return answerResponseUrl(workspace, request, url);
  if (url.pathname.startsWith('/upload/')) return answerUpload(workspace, request, url);
  if (url.pathname.startsWith('/files-pri/')) return answerDownload(workspace, request, url);
  if (url.pathname.startsWith('/page/')) return answerPage(workspace, request, url);
  if (url.pathname.startsWith('/control/')) return answerControl(workspace, request, url);
  return pageFile(url.pathname);
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  // What is still coming of the body is not read.
  else if (error instanceof BodyTooLong)
    send(response, { status: 413, text: error.message, headers: { connection: 'close' } });
  else send(response, { status: 500, text: error instanceof Error ? error.message : 'fatal_error' });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
