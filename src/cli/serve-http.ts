import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Fault, packageRoot } from '../base/index.js';
import {
  createScreeningDesk,
  createScreenPool,
  readSettings,
  type ScreeningDesk,
} from '../screening/index.js';
import type { Folder, Ledger } from '../store/index.js';
import type { CommandContext } from './context.js';
import { faultLine } from './say.js';
import { withLedger } from './store.js';

export interface ServeFlags {
  /** Port on which programs ask over HTTP; 0: one that is free. */
  readonly http?: number;
  readonly host?: string;
}

/** Screening over HTTP, while it is open. */
export interface OpenHttp {
  readonly desk: ScreeningDesk;
  /** Lent to the commands that are run for others: a folder's ledger is open once. */
  readonly ledger: Ledger;
  /** What is said of it, to programs and to people. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** Takes no new request and finishes those at work. */
  close(): Promise<void>;
}

/** How long a list may be in force before it is answered from, when nobody tells of it. */
const CHECK_MS = 30_000;
const THREADS_MAX = 8;

/**
 * Opens screening over HTTP for the time of `work`, where the flags ask for it: else `work` gets
 * null. Throws the Faults `api.host_alone`, `api.open` and `api.address`.
 */
export async function withHttp<T>(
  context: CommandContext,
  folder: Folder,
  { http: port, host }: ServeFlags,
  work: (http: OpenHttp | null) => Promise<T>,
): Promise<T> {
  if (port === undefined && host !== undefined) throw new Fault('api.host_alone');
  if (port === undefined) return work(null);
  const onError = (error: unknown) => tellError(context, error);
  return withLedger(context, folder, async (ledger) => {
    const threads = Math.min(THREADS_MAX, availableParallelism());
    const pool = createScreenPool(context.startScreenWorker, threads);
    const desk = await createScreeningDesk({
      archive: { ledger, folder: folder.paths.lists, clock: context.clock },
      settings: readSettings(join(packageRoot(), 'screening', 'settings.yaml')),
      pool,
      check_ms: CHECK_MS,
      onError,
    });
    try {
      const token = context.env.PUENTE_API_TOKEN || null;
      const options = { desk, voices: context.voices, token, onError };
      const api = await context.serveApi(options, { host: host ?? '127.0.0.1', port });
      try {
        const said = saidOf(context, desk, api.url);
        return await work({ desk, ledger, ...said, close: api.close });
      } finally {
        await api.close();
      }
    } finally {
      await desk.close();
    }
  });
}

function saidOf({ voice }: CommandContext, desk: ScreeningDesk, url: string) {
  const lists = desk.lists();
  const withheld = desk.withheld();
  const entries = lists.reduce((sum, list) => sum + list.entries, 0);
  const lines = [voice.say('api.ready', { url, lists: lists.length, entries })];
  if (lists.length === 0) lines.push(voice.say('api.no_list'));
  if (withheld > 0) lines.push(voice.say('api.withheld', { withheld }));
  const versions = Object.fromEntries(lists.map(({ id, version }) => [id, version]));
  return { lines, json: { http: url, lists: versions, withheld } };
}

/** The server lives on; whoever watches it reads what went wrong. */
function tellError(context: CommandContext, error: unknown): void {
  if (error instanceof Fault) context.err(faultLine(error, context));
  else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.err(`${context.voice.say('api.trouble', { detail })}\n`);
  }
}
