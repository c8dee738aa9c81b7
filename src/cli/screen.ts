import { Fault, hashFile } from '../base/index.js';
import {
  type Customer,
  readCounterparties,
  readCustomerFile,
  readParties,
} from '../screening/index.js';
import { type OneFlags, profileOfFlags } from './asked-profile.js';
import { type CommandContext, EXIT } from './context.js';
import { readHolders } from './ownership-holders.js';
import { sayOwned } from './ownership-screening-say.js';
import { answer, at, shown } from './say.js';
import { screenCustomers, type Totals } from './screen-customers.js';
import { accountOf } from './screen-file-say.js';
import { screenOne } from './screen-one.js';
import { hitsFile } from './screen-output.js';
import { fileOwnership } from './screen-owned.js';
import { type OpenPool, withPool } from './screen-pool.js';
import { refreshEvidence } from './screening-evidence.js';
import { type ScreeningStore, withScreening } from './screening-store.js';
import { withEngine } from './store.js';

export interface ScreenFlags extends OneFlags {
  readonly map?: string;
  readonly list?: readonly string[];
  readonly threshold?: number;
  readonly output?: string;
  readonly confidentialOutside?: boolean;
  readonly limit?: number;
}

const THREADS_MAX = 8;

/**
 * `puente screen [FILE]`: compares every customer of a file, or everybody in the store, with the
 * lists in force. Hits are kept for people to settle, and written to a file, one customer a line.
 */
export async function screenCommand(
  context: CommandContext,
  file: string | undefined,
  flags: ScreenFlags,
): Promise<number> {
  const one = file === undefined ? profileOfFlags(flags) : null;
  // A second thread would load every list for nothing.
  const threads_max = one === null ? THREADS_MAX : 1;
  return withScreening(context, 'screen', (store) =>
    withPool(context, store, flags.list ?? [], threads_max, (open) => {
      if (file !== undefined) return screenFile(context, store, open, file, flags);
      if (one !== null) return screenOne(context, store, open, one, flags);
      return screenStore(context, store, open, flags);
    }),
  );
}

async function screenFile(
  context: CommandContext,
  store: ScreeningStore,
  open: OpenPool,
  file: string,
  flags: ScreenFlags,
): Promise<number> {
  const path = at(context, file);
  const account = accountOf(context, path);
  const { onReject } = account;
  const mapping = flags.map === undefined ? {} : { mapping: at(context, flags.map) };
  const { sha256: input_id } = await hashFile(path);
  const read = await readCustomerFile(path, { ...mapping, onReject });
  const to = hitsFile(context, store, open.versions, flags, `${path}.hits.jsonl`);
  const followed = await fileOwnership(context, store);
  const input = { customers: followed.watch(read.customers), input_id, ...to, flags };
  const result = await screenCustomers(context, store, open, input);
  const owned = await followed.finish(open, flags);
  const said = sayOwned(context, to, owned);
  const { lines, json, is_whole } = account.of(read);
  const more = { ...json, ownership: said.ownership };
  const code = show(context, open, { ...result, ...to }, more, [...lines, ...said.lines]);
  return owned.length > 0 || !is_whole ? EXIT.refused : code;
}

/** Everybody in the store: parties, and who stands at the other end of payments. */
async function screenStore(
  context: CommandContext,
  store: ScreeningStore,
  open: OpenPool,
  flags: ScreenFlags,
): Promise<number> {
  const to = hitsFile(context, store, open.versions, flags, 'hits.jsonl');
  const { totals: result, owned } = await withEngine(context, store.folder, async (engine) => {
    async function* customers(): AsyncGenerator<Customer> {
      yield* readParties(engine);
      yield* readCounterparties(engine);
      yield* readHolders(engine);
    }
    // The store may have changed since: a screening of it is never gone on from.
    const input_id = context.ids.next();
    const input = { customers: customers(), input_id, ...to, flags };
    const totals = await screenCustomers(context, store, open, input);
    return { totals, owned: await refreshEvidence(context, store, engine) };
  });
  if (result.screened === 0) throw new Fault('cli.screen.nobody', { data: context.data });
  const { ownership, lines } = sayOwned(context, to, owned);
  const code = show(context, open, { ...result, ...to }, { ownership }, lines);
  return owned.length > 0 ? EXIT.refused : code;
}

function show(
  context: CommandContext,
  { versions, hashes }: OpenPool,
  totals: Totals & { readonly output: string; readonly is_confidential: boolean },
  more: Record<string, unknown>,
  lines: readonly string[],
): number {
  const { voice } = context;
  const { output, resumed_from } = totals;
  const entries = versions.reduce((sum, version) => sum + version.entries, 0);
  const { is_confidential, ...counted } = totals;
  const values = { ...counted, lists: versions.length, entries };
  answer(context, { ...totals, lists: hashes, ...more }, [
    ...lines,
    ...(resumed_from > 0 ? [voice.say('cli.screen.resumed', { resumed_from })] : []),
    voice.say('cli.screen.done', values),
    ...(totals.settled > 0 ? [voice.say('cli.screen.settled', values)] : []),
    voice.say('cli.screen.output', { file: shown(context, output) }),
    ...(is_confidential ? [voice.say('cli.screen.local_only')] : []),
    ...(totals.hits > 0 ? [voice.say('cli.screen.next')] : []),
  ]);
  return totals.hits > 0 ? EXIT.refused : EXIT.done;
}
