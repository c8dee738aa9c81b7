import { writeFileSync } from 'node:fs';
import { Fault, nearestWord, parseMoney } from '../base/index.js';
import { TRACE_METHODS, type TraceAsked, type TraceMethod, traceFrom } from '../network/index.js';
import { tracePage } from '../report/index.js';
import { type Engine, reportingCurrency } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { traceCsv, traceJson } from './network-trace-files.js';
import { tracePageOf } from './network-trace-page.js';
import { traceLines } from './network-trace-say.js';
import { answer, at, shown } from './say.js';
import { emptyStore, withEngine, withStore } from './store.js';
import { prepareFile } from './text-file.js';

export interface TraceFlags {
  readonly from: string;
  readonly back?: boolean;
  readonly method?: string;
  readonly days?: number;
  readonly hops?: number;
  readonly minimum?: string;
  readonly unseen?: boolean;
  readonly csv?: string;
  readonly html?: string;
  readonly top?: number;
}

/** Money of one payment rarely takes longer, and a path that long proves little. */
const DEFAULT_HOPS = 20;
const DEFAULT_TOP = 40;

/** `puente network trace --from PAYMENT|ACCOUNT`: where money went, or where it can be from. */
export async function traceCommand(context: CommandContext, flags: TraceFlags): Promise<number> {
  const method = methodOf(flags.method ?? 'fifo');
  const csv = flags.csv === undefined ? null : at(context, flags.csv);
  const page = flags.html === undefined ? null : at(context, flags.html);
  for (const file of [csv, page]) if (file !== null) prepareFile(file);
  const { traced, currency } = await withStore(context, 'network trace', (folder) =>
    withEngine(context, folder, async (engine) => {
      const currency = await needCurrency(engine, context);
      const traced = await traceFrom(engine, askedOf(flags, method, currency));
      if (page !== null) {
        const drawn = await tracePageOf(engine, traced, currency);
        writeFileSync(page, tracePage(drawn, context.voices, context.language));
      }
      return { traced, currency };
    }),
  );
  if (csv !== null) writeFileSync(csv, traceCsv(traced, currency));
  const lines = traceLines(traced, currency, flags.top ?? DEFAULT_TOP, context);
  if (csv !== null)
    lines.push(context.voice.say('network.trace.file', { file: shown(context, csv) }));
  if (page !== null)
    lines.push(context.voice.say('cli.network.written', { file: shown(context, page) }));
  answer(context, traceJson(traced, currency), lines);
  return EXIT.done;
}

function askedOf(flags: TraceFlags, method: TraceMethod, currency: string): TraceAsked {
  const minimum = flags.minimum === undefined ? 1n : parseMoney(flags.minimum, currency).minor;
  if (minimum < 0n) throw new Fault('amount.range', { text: flags.minimum ?? '' });
  return {
    from: flags.from,
    direction: flags.back === true ? 'backward' : 'forward',
    method,
    days: flags.days ?? null,
    hops_max: flags.hops ?? DEFAULT_HOPS,
    minimum_minor: Number(minimum),
    unknown_stock: flags.unseen === true ? 'tainted' : 'clean',
  };
}

function methodOf(asked: string): TraceMethod {
  const method = TRACE_METHODS.find((known) => known === asked);
  if (method !== undefined) return method;
  const suggestion = nearestWord(asked, TRACE_METHODS);
  throw new Fault('network.trace_method', {
    method: asked,
    suggestion,
    methods: TRACE_METHODS.join(', '),
  });
}

/** The currency of a store's payments; a store without any is a Fault. */
export async function needCurrency(engine: Engine, context: CommandContext): Promise<string> {
  const [size] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM payment');
  if (size?.n === 0n) throw emptyStore(context);
  return reportingCurrency(engine);
}
