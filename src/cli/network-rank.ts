import { writeFileSync } from 'node:fs';
import { Fault, isoTime, present } from '../base/index.js';
import {
  cardText,
  crossings,
  modelHash,
  type RankerModel,
  rankPayments,
  readLabels,
  readModel,
  readSlice,
  type Slice,
  type SliceLabels,
  trainRanker,
  writeModel,
} from '../network/index.js';
import { appendAudit, type Folder } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { applyLines, rankingCsv, trainLines } from './network-rank-say.js';
import { answer, at, faultJson, faultLine, shown } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';
import { prepareFile, readTextFile } from './text-file.js';

export interface RankTrainFlags {
  /** CSV: `payment_id,label`. */
  readonly labels: string;
  /** The model, as JSON; its cards are written beside it. */
  readonly output: string;
  readonly lookingBack?: boolean;
  /** Payments without a label are not laundering. */
  readonly restInnocent?: boolean;
  readonly seed?: string;
}

export interface RankApplyFlags {
  readonly model: string;
  readonly output: string;
  /** So many of the flagged payments are explained. */
  readonly explain?: number;
}

const DEFAULT_SEED = 'puente';

/** `puente network rank train`: a model from a bank's own decisions, with its card. */
export async function rankTrainCommand(
  context: CommandContext,
  flags: RankTrainFlags,
): Promise<number> {
  const [file, output] = [at(context, flags.labels), at(context, flags.output)];
  if (!output.endsWith('.json')) throw new Fault('network.ranker.output', { file: flags.output });
  const text = readTextFile(file);
  prepareFile(output);
  return withStore(context, 'network rank train', async (folder) => {
    const { slice, read } = await withEngine(context, folder, async (engine) => {
      const slice = await sliceOf(engine);
      return { slice, read: await readLabels(text, file, slice) };
    });
    const model = trainRanker({
      columns: slice.graph,
      labels: flags.restInnocent ? read.labels.map((label) => Math.max(0, label)) : read.labels,
      sight: flags.lookingBack ? 'looking_back' : 'at_once',
      crosses: crossesOf(slice),
      seed: flags.seed ?? DEFAULT_SEED,
      now_ms: context.clock.now(),
    });
    writeFileSync(output, writeModel(model));
    for (const language of ['en', 'es'] as const) {
      const card = cardText(model, context.voices[language]);
      writeFileSync(output.replace(/json$/, `${language}.md`), card);
    }
    await note(context, folder, 'network.ranker_trained', model);
    return showTrained(context, model, read, shown(context, output));
  });
}

/** `puente network rank apply`: the payments that a model flags, best first, as CSV. */
export async function rankApplyCommand(
  context: CommandContext,
  flags: RankApplyFlags,
): Promise<number> {
  const file = at(context, flags.model);
  const output = at(context, flags.output);
  const model = readModel(readTextFile(file), file);
  prepareFile(output);
  return withStore(context, 'network rank apply', async (folder) => {
    const ranked = await withEngine(context, folder, async (engine) => {
      const slice = await sliceOf(engine);
      const input = { graph: slice.graph, crosses: crossesOf(slice) };
      const { flagged, margins, explain } = rankPayments(model, input);
      const ids = await slice.paymentIds(flagged);
      return Array.from(flagged, (payment, k) => ({
        payment_id: present(ids[k], 'id'),
        margin: margins[payment] as number,
        explanation: k < (flags.explain ?? 0) ? explain(payment) : null,
      }));
    });
    writeFileSync(output, rankingCsv(context.voice, ranked));
    await note(context, folder, 'network.ranker_applied', model);
    const json = { model: modelHash(model), flagged: ranked.length, payments: ranked };
    answer(context, json, applyLines(context.voice, ranked, shown(context, output)));
    return EXIT.done;
  });
}

function sliceOf(engine: Parameters<typeof readSlice>[0]): Promise<Slice> {
  return readSlice(engine, null, { coded: ['debtor_institution', 'creditor_institution'] });
}

function crossesOf({ coded }: Slice): Int8Array {
  const column = (name: 'debtor_institution' | 'creditor_institution') =>
    present(coded.get(name), name);
  return crossings(column('debtor_institution'), column('creditor_institution'));
}

/** Who trained or used which model, and when, is part of the record. */
async function note(
  context: CommandContext,
  folder: Folder,
  kind: string,
  model: RankerModel,
): Promise<void> {
  const body = { model: modelHash(model), sight: model.sight };
  await withLedger(context, folder, async (ledger) => {
    const entry = { kind, at: isoTime(context.clock.now()), actor: 'cli', body };
    await ledger.db.transaction().execute(async (trx) => void (await appendAudit(trx, [entry])));
  });
}

function showTrained(
  context: CommandContext,
  model: RankerModel,
  { used, faults }: SliceLabels,
  file: string,
): number {
  const { voice } = context;
  const refused = faults.map((fault) => faultJson(fault, voice));
  answer(
    context,
    { model: modelHash(model), labels: used, refused, card: model.card },
    trainLines(voice, model, { used, file }),
  );
  if (!context.json) for (const fault of faults) context.err(faultLine(fault, context));
  return faults.length > 0 ? EXIT.refused : EXIT.done;
}
