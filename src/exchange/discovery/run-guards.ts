/** What keeps a run from being one question of many: how often, how different, how useful. */
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { appendAudit, jsonText, type Ledger } from '../../store/index.js';
import type { IdType } from '../agreement/index.js';
import { type Outcome, putRecord, type Records, requireRole } from '../session/index.js';

/** A write of a step, in its transaction. */
export type Effect = NonNullable<Outcome<unknown>['effects']>[number];

export const AREA = {
  batch: 'discovery.batch',
  run: 'discovery.run',
  set: 'discovery.set',
  outcome: 'discovery.outcome',
  part: 'discovery.part',
} as const;
const RELEASE_AREA = 'discovery.release';

/** Between whom a run is: who learns from whom, under what, when. */
export interface RunOf {
  readonly agreement_id: string;
  readonly epoch: number;
  readonly learner: string;
  readonly holder: string;
  readonly id_types: readonly IdType[];
}

/**
 * Nodes of one bank are one asker: the first four letters of a BIC name the institution, so that a
 * second node of a group has no second run.
 */
export function institutionOf(node: string): string {
  return /^[a-z]{4}[a-z]{2}[a-z0-9]{2}\./.test(node) ? node.slice(0, 4) : node;
}

type GroupBy = (node: string) => string;

const keysOf = (run: RunOf, groupBy: GroupBy) =>
  run.id_types.map((type) =>
    [run.agreement_id, run.epoch, groupBy(run.learner), groupBy(run.holder), type].join(' '),
  );

/** Throws `exchange.discovery.again` where a type was matched this way in this epoch already. */
export async function checkFirstRun(
  records: Records,
  run: RunOf,
  groupBy: GroupBy = institutionOf,
): Promise<void> {
  for (const key of keysOf(run, groupBy)) {
    if ((await records.find(AREA.run, key)) !== null) throw again(key);
  }
}

/** The same, in the transaction of the evaluation: of two at once, one is refused. */
export function claimRun(
  run: RunOf,
  given: { readonly session: string; readonly now: number; readonly groupBy: GroupBy },
): Effect {
  return claim({ area: AREA.run, keys: keysOf(run, given.groupBy), ...given }, again);
}

/** A batch is evaluated once, whoever brings it and under whatever agreement. */
export function claimBatch(
  batch: Uint8Array,
  given: { readonly session: string; readonly now: number },
): Effect {
  const claimed = { area: AREA.batch, keys: [sha256(batch)], ...given };
  return claim(claimed, () => new Fault('exchange.discovery.batch_again'));
}

function claim(
  given: {
    readonly area: string;
    readonly keys: readonly string[];
    readonly session: string;
    readonly now: number;
  },
  taken: (key: string) => Fault,
): Effect {
  const { area, keys, session, now } = given;
  return async (trx) => {
    for (const key of keys) {
      const added = await trx
        .insertInto('exchange_record')
        .values({ area, key, body: jsonText({ session }), at: isoTime(now) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows !== 1n) throw taken(key);
    }
  };
}

function again(key: string): Fault {
  return new Fault('exchange.discovery.again', { type: key.split(' ').at(-1) ?? '' });
}

/**
 * A set that differs from the one before by a few members asks about just these. Throws
 * `exchange.discovery.set_change` where it differs, and by fewer than `min`.
 */
export function checkChange(before: readonly string[], now: readonly string[], min: number): void {
  const [old, fresh] = [new Set(before), new Set(now)];
  const gone = before.filter((input) => !fresh.has(input)).length;
  const come = now.filter((input) => !old.has(input)).length;
  const changed = gone + come;
  if (changed > 0 && changed < min) {
    throw new Fault('exchange.discovery.set_change', { changed, min });
  }
}

/** What a finished run gave its learner. */
export interface RunOutcome {
  readonly inputs: number;
  readonly shared: number;
}

const WINDOW_RUNS = 3;
/** Of a thousand inputs, how many must be found in the runs of a window. */
const HITS_PER_THOUSAND_MIN = 1;

/**
 * Throws `exchange.discovery.frozen` where the last runs with a peer found next to nothing: then
 * the subjects are no suspects, or the peer is the wrong one. A compliance officer releases it.
 */
export async function checkUsefulness(
  records: Records,
  channel: string,
  side: 'ours' | 'theirs',
): Promise<void> {
  const released = (await records.list(RELEASE_AREA, `${channel} `)).at(-1)?.at ?? 0;
  const outcomes = (await records.list(AREA.outcome, `${channel} ${side} `))
    .filter(({ at }) => at > released)
    .slice(-WINDOW_RUNS)
    .map(({ body }) => body as RunOutcome);
  if (outcomes.length < WINDOW_RUNS) return;
  const inputs = outcomes.reduce((sum, each) => sum + each.inputs, 0);
  const shared = outcomes.reduce((sum, each) => sum + each.shared, 0);
  if (shared * 1_000 < inputs * HITS_PER_THOUSAND_MIN) {
    throw new Fault('exchange.discovery.frozen', { runs: WINDOW_RUNS });
  }
}

export const channelOf = (agreement_id: string, peer: string) => `${agreement_id} ${peer}`;

/** A compliance officer opens a frozen channel again, and says why in the log. */
export async function releaseChannel(
  ledger: Ledger,
  given: {
    readonly agreement_id: string;
    readonly peer: string;
    readonly officer: string;
    readonly note: string;
    readonly now: number;
  },
): Promise<void> {
  const { agreement_id, peer, officer, note, now } = given;
  await requireRole(ledger.db, officer, ['compliance_officer'], now);
  const at = isoTime(now);
  const key = `${channelOf(agreement_id, peer)} ${at}`;
  await ledger.db.transaction().execute(async (trx) => {
    await putRecord({ area: RELEASE_AREA, key, body: { officer, note }, at }, 'fail')(trx);
    const entry = { kind: 'exchange.discovery.released', at, actor: officer };
    await appendAudit(trx, [{ ...entry, body: { agreement: agreement_id, peer, note } }]);
  });
}
