import { isoTime } from '../base/index.js';
import {
  type Customer,
  changesBetween,
  createScreener,
  type DeltaHit,
  hitsOf,
  type ListVersion,
  noteDelisted,
  readCounterparties,
  readCustomerFile,
  readParties,
  readVersion,
  readVersions,
  saveHits,
  screenDelta,
  thresholdOf,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { reasonSentence } from './reasons.js';
import { answer, at } from './say.js';
import { accountOf, type FileAccount } from './screen-file-say.js';
import { refreshEvidence } from './screening-evidence.js';
import { type ScreeningStore, withScreening } from './screening-store.js';
import { withEngine } from './store.js';

export interface DeltaFlags {
  readonly list?: readonly string[];
  readonly map?: string;
}

/**
 * `puente screen --delta [FILE]`: what the newest version of each list means for customers: who is
 * hit by it now, and whose hit is gone with an entry that was removed.
 */
export async function deltaCommand(
  context: CommandContext,
  file: string | undefined,
  flags: DeltaFlags,
): Promise<number> {
  return withScreening(context, 'screen --delta', (store) =>
    withEngine(context, store.folder, async (engine) => {
      const newest = await newestVersions(store, flags.list ?? []);
      const found: DeltaHit[] = [];
      // The file is read once for every list that changed, each time alike.
      let told: ReturnType<FileAccount['of']> | null = null;
      for (const version of newest) {
        const changes = await changesBetween(
          store.archive,
          version.list,
          version.number - 1,
          version.number,
        );
        const threshold = ({ profile }: Customer) =>
          thresholdOf(store.settings, version.list, profile.kind);
        const reading = file === undefined ? null : await ofFile(context, file, flags);
        const customers = reading?.customers ?? everybody(engine);
        const whole = await wholeIndexes(store, version);
        const parts = { changes, customers, screenerOf: createScreener, threshold, ...whole };
        const hits: DeltaHit[] = [];
        for await (const hit of screenDelta(parts)) hits.push(hit);
        await keep(context, store, version, hits);
        found.push(...hits);
        told = reading?.told() ?? null;
      }
      await refreshEvidence(context, store, engine);
      return show(context, newest, found, told);
    }),
  );
}

/** The list before and after: how rare a name is, a few changed entries cannot tell. */
async function wholeIndexes({ ledger, archive }: ScreeningStore, after: ListVersion) {
  const versions = await readVersions(ledger.db, after.list);
  const before = versions.find(({ number }) => number === after.number - 1);
  return {
    before: createScreener(before ? await readVersion(archive, before) : []),
    after: createScreener(await readVersion(archive, after)),
  };
}

async function newestVersions(
  { ledger }: ScreeningStore,
  lists: readonly string[],
): Promise<readonly ListVersion[]> {
  const versions = await readVersions(ledger.db);
  const newest = new Map(versions.map((version) => [version.list, version]));
  // The first version of a list is no change: everybody is screened against it whole.
  const changed = [...newest.values()].filter(({ number }) => number > 1);
  return lists.length === 0 ? changed : changed.filter(({ list }) => lists.includes(list));
}

async function* everybody(engine: Parameters<typeof readParties>[0]): AsyncGenerator<Customer> {
  yield* readParties(engine);
  yield* readCounterparties(engine);
}

async function ofFile(context: CommandContext, file: string, flags: DeltaFlags) {
  const mapping = flags.map === undefined ? {} : { mapping: at(context, flags.map) };
  const path = at(context, file);
  const { onReject, of } = accountOf(context, path);
  const read = await readCustomerFile(path, { ...mapping, onReject });
  return { customers: read.customers, told: () => of(read) };
}

async function keep(
  context: CommandContext,
  { ledger }: ScreeningStore,
  version: ListVersion,
  found: readonly DeltaHit[],
): Promise<void> {
  const { list, hash } = version;
  const now = context.clock.now();
  const removed = found.filter(({ change }) => change.kind === 'removed');
  const day = version.published_on ?? isoTime(now).slice(0, 10);
  const ids = removed.map(({ change }) => change.id);
  if (ids.length > 0) await noteDelisted(ledger, list, ids, day);
  const gained = found.flatMap(({ customer, after }) =>
    after === null ? [] : hitsOf(customer, [after], { [list]: hash }),
  );
  // Only what is added or is otherwise now: a delta does not say that other hits are gone.
  await saveHits(ledger, { customer_keys: [], lists: [list], at_ms: now }, gained);
}

function show(
  context: CommandContext,
  versions: readonly ListVersion[],
  found: readonly DeltaHit[],
  told: ReturnType<FileAccount['of']> | null,
): number {
  const { voice } = context;
  const lines = found.flatMap(({ customer, change, effect, before, after }) => {
    const match = after ?? before;
    const head = voice.say(`cli.delta.${effect}`, {
      customer: customer.key,
      name: customer.profile.names[0]?.full ?? '',
      listed: (change.after ?? change.before)?.names[0]?.full ?? change.id,
      entry: change.id,
      score: (match?.score ?? 0).toFixed(3),
    });
    const why = (after?.reasons ?? []).slice(0, 3);
    return [head, ...why.map((reason) => `   ${reasonSentence(context, reason)}`)];
  });
  const count = (effect: DeltaHit['effect']) => found.filter((hit) => hit.effect === effect).length;
  const counts = { gained: count('gained'), lost: count('lost'), kept: count('kept') };
  const lists = versions.map(({ list, number }) => `${list} ${number - 1}→${number}`).join(', ');
  answer(context, { ...counts, lists: versions, hits: found, ...told?.json }, [
    ...(told?.lines ?? []),
    ...lines,
    voice.say('cli.delta.done', { ...counts, lists: lists || '—' }),
  ]);
  return counts.gained > 0 || told?.is_whole === false ? EXIT.refused : EXIT.done;
}
