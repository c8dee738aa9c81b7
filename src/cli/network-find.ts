import { join } from 'node:path';
import { Fault, isoTime, type Progress } from '../base/index.js';
import {
  findNetworks,
  type ListedNetwork,
  listNetworks,
  type PartyPair,
  type SearchSummary,
} from '../network/index.js';
import { appendAudit, type Engine, type Folder } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { keptApart } from './network-identities.js';
import { networkJson, networkTable } from './network-table.js';
import { needCurrency } from './network-trace.js';
import { answer } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';

export interface FindFlags {
  readonly since?: string;
  readonly until?: string;
  readonly institution?: readonly string[];
  readonly persons?: boolean;
  readonly fresh?: boolean;
  readonly top?: number;
}

const DAY_MS = 86_400_000;
const DEFAULT_TOP = 20;

/** `puente network find`: searches the store’s payments, keeps the networks, shows the first. */
export async function findCommand(context: CommandContext, flags: FindFlags): Promise<number> {
  return withStore(context, 'network find', async (folder) => {
    const { summary, networks, currency } = await searchNetworks(context, folder, flags);
    answer(context, { ...summary, found: networks.map(networkJson) }, [
      ...networkTable(context, networks.slice(0, flags.top ?? DEFAULT_TOP), currency),
      ...(networks.length > 0 ? [''] : []),
      ...summaryLines(context, summary),
    ]);
    return EXIT.done;
  });
}

export interface Searched {
  readonly summary: SearchSummary;
  /** Best first. */
  readonly networks: readonly ListedNetwork[];
  readonly currency: string;
}

/** Searches a folder that the caller holds, and notes in the audit log that it was done. */
export async function searchNetworks(
  context: CommandContext,
  folder: Folder,
  flags: FindFlags,
): Promise<Searched> {
  const apart = await keptApart(context, folder);
  const progress = context.progress(context.voice.say('network.find.progress'));
  const searched = await withEngine(context, folder, (engine) =>
    search(engine, context, { ...flags, apart, memory_file: memoryFile(folder) }, progress),
  ).finally(() => progress.end());
  await note(context, folder, flags, searched.summary);
  return searched;
}

async function search(
  engine: Engine,
  context: CommandContext,
  flags: FindFlags & { readonly apart: readonly PartyPair[]; readonly memory_file: string },
  progress: Progress,
): Promise<Searched> {
  const currency = await needCurrency(engine, context);
  const summary = await findNetworks(engine, {
    window: windowOf(flags),
    ...(flags.institution ? { institutions: flags.institution } : {}),
    nodes: flags.persons === true ? 'party' : 'account',
    apart: flags.apart,
    memory_file: flags.memory_file,
    fresh: flags.fresh === true,
    found_at_ms: context.clock.now(),
    progress: (done, total) => progress.update(done, total),
  });
  return { summary, networks: await listNetworks(engine), currency };
}

/** What the last search leaves for the next. */
const memoryFile = ({ path }: Folder) => join(path, 'network-search');

/** Whole days, both included, UTC; null without either. */
function windowOf({ since, until }: FindFlags): { from_ms: number; to_ms: number } | null {
  if (since === undefined && until === undefined) return null;
  const from_ms = since === undefined ? 0 : Date.parse(since);
  const to_ms = (until === undefined ? Date.parse('9999-12-30') : Date.parse(until)) + DAY_MS;
  if (from_ms >= to_ms)
    throw new Fault('network.window_empty', { since: since ?? '—', until: until ?? '—' });
  return { from_ms, to_ms };
}

async function note(
  context: CommandContext,
  folder: Folder,
  flags: FindFlags,
  { by_shape, ...counts }: SearchSummary,
): Promise<void> {
  const body = { since: flags.since ?? null, until: flags.until ?? null, ...counts };
  await withLedger(context, folder, async (ledger) => {
    const entry = {
      kind: 'network.found',
      at: isoTime(context.clock.now()),
      actor: 'cli',
      body: { ...body, by_shape },
    };
    await ledger.db.transaction().execute(async (trx) => void (await appendAudit(trx, [entry])));
  });
}

function summaryLines({ voice }: CommandContext, summary: SearchSummary): string[] {
  const { payments, nodes, entities, networks, instances, by_shape, truncated, growth } = summary;
  const shapes = Object.entries(by_shape)
    .sort(([, a], [, b]) => b - a)
    .map(([shape, n]) => `${voice.say(`report.network.shape.${shape}`)} ${n}`);
  const cut = Object.values(truncated).reduce((sum, n) => sum + n, 0);
  return [
    voice.say('network.find.done', { payments, nodes, networks, instances }),
    ...(entities > 0 ? [voice.say('network.find.entities', { entities })] : []),
    ...(shapes.length > 0 ? [voice.say('network.find.shapes', { shapes: shapes.join(', ') })] : []),
    voice.say(`network.growth.${growth.how}`, {
      days: growth.days,
      since: growth.since?.slice(0, 10) ?? '',
      findings: growth.kept,
    }),
    ...(growth.is_kept ? [] : [voice.say('network.growth.not_kept')]),
    ...(cut > 0 ? [voice.say('network.find.truncated', { searches: cut })] : []),
    ...(networks > 0 ? [voice.say('network.find.next')] : []),
  ];
}
