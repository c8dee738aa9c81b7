import {
  type Customer,
  type Hit,
  hitsOf,
  lowestThreshold,
  type MatchOptions,
  type Settings,
  saveHits,
  screenBatch,
  thresholdOf,
} from '../screening/index.js';
import type { CommandContext } from './context.js';
import { reasonSentence } from './reasons.js';
import { localOnly } from './screen-output.js';
import type { OpenPool } from './screen-pool.js';
import { createSettled } from './screen-settled.js';
import type { ScreeningStore } from './screening-store.js';

/** Most hits of one customer that are kept: more are a name that says nothing. */
const HITS_MAX = 50;

/** Whom to screen, and where the hits go. */
export interface CustomerInput {
  readonly customers: AsyncIterable<Customer>;
  readonly input_id: string;
  readonly output: string;
  /** Hits of a confidential list may stand in the file: every line of it says so. */
  readonly is_confidential: boolean;
  readonly flags: { readonly threshold?: number; readonly limit?: number };
}

export interface Totals {
  readonly screened: number;
  readonly resumed_from: number;
  readonly customers_hit: number;
  readonly hits: number;
  /** Hits that a decision settled as different. */
  readonly settled: number;
}

/** Screens customers block by block, keeps their hits, and writes a line for each that has some. */
export async function screenCustomers(
  context: CommandContext,
  store: ScreeningStore,
  open: OpenPool,
  { customers, input_id, output, is_confidential, flags }: CustomerInput,
): Promise<Totals> {
  const { settings, ledger } = store;
  const settled = await createSettled(ledger);
  const lists = open.versions.map(({ list }) => list);
  const totals = { hits: 0, settled: 0 };
  const progress = context.progress(context.voice.say('cli.screen.progress'));
  const enough = (hit: Hit, customer: Customer) =>
    hit.score >= (flags.threshold ?? thresholdOf(settings, hit.list, customer.profile.kind));
  const match: MatchOptions = {
    limit: flags.limit ?? HITS_MAX,
    threshold: flags.threshold ?? floorOf(settings),
    lists,
  };
  const result = await screenBatch(
    {
      pool: open.pool,
      customers,
      onScreened: (count) => progress.update(count, 0, String(count)),
      async onBlock(block) {
        const found = block.map(({ customer, matches }) =>
          hitsOf(customer, matches, open.hashes).filter((hit) => enough(hit, customer)),
        );
        const customer_keys = block.map(({ customer }) => customer.key);
        const at_ms = context.clock.now();
        await saveHits(ledger, { customer_keys, lists, at_ms }, found.flat());
        return found.map((hits) => {
          const open_hits = hits.filter((hit) => !settled.isSettled(hit));
          totals.hits += open_hits.length;
          totals.settled += hits.length - open_hits.length;
          return open_hits.length === 0 ? null : lineOf(context, open_hits, is_confidential);
        });
      },
    },
    { match, output, input_id },
  );
  progress.end();
  const { screened, resumed_from, lines } = result;
  return { screened, resumed_from, customers_hit: lines, ...totals };
}

function floorOf(settings: Settings): number {
  const kinds = ['person', 'organisation', 'vessel', 'aircraft', 'wallet', null] as const;
  return Math.min(...kinds.map((kind) => lowestThreshold(settings, kind)));
}

/** A customer with its hits, each reason as a sentence of either language. */
function lineOf(context: CommandContext, hits: readonly Hit[], is_confidential: boolean): string {
  const [first] = hits;
  const { voices } = context;
  return JSON.stringify({
    ...(is_confidential ? localOnly(context) : {}),
    customer: first?.customer_key,
    name: first?.customer_name,
    hits: hits.map((hit) => ({
      list: hit.list,
      entry: hit.entry_id,
      name: hit.listed_name,
      score: hit.score,
      exact: hit.exact,
      programs: hit.programs,
      listed_on: hit.listed_on,
      reasons: hit.reasons.map((reason) => ({
        ...reason,
        sentence: {
          en: reasonSentence({ voice: voices.en }, reason),
          es: reasonSentence({ voice: voices.es }, reason),
        },
      })),
    })),
  });
}
