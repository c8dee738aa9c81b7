import { Fault, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import type { BoostRules } from './boosting/boost.js';
import type { Ensemble, Tree } from './boosting/tree.js';
import type { FeatureMeaning, Sight } from './features/sheet.js';
import type { Quality } from './measure.js';

/** The payments of a part of the labelled time, and how the model did on them. */
export interface PartReport {
  readonly from_ms: number;
  /** Not included. */
  readonly to_ms: number;
  readonly payments: number;
  readonly laundering: number;
  /** At the thresholds that were best on validation. */
  readonly on_payments: Quality & { readonly average_precision: number };
  /** An account's score is its best payment's; it is marked if one of its payments is. */
  readonly on_accounts: Quality & { readonly average_precision: number };
}

/** What a reader must know of a model before using it. */
export interface ModelCard {
  readonly trained_at: string;
  readonly training: PartReport;
  readonly validation: PartReport;
  readonly test: PartReport;
  /** Trees grown, and kept up to the best on validation. */
  readonly trees_grown: number;
  readonly seed: string;
}

/** A trained ranker: everything that is needed to apply it, and to judge whether to. */
export interface RankerModel {
  readonly format: 'puente-ranker-1';
  readonly sight: Sight;
  readonly with_crossing: boolean;
  readonly features: readonly { readonly name: string; readonly meaning: FeatureMeaning }[];
  /** Monotone constraints: the margin may only rise (1) or fall (−1) with these. */
  readonly directions: Readonly<Record<string, 1 | -1>>;
  readonly rules: BoostRules;
  readonly ensemble: Ensemble;
  /** A payment whose margin (log odds) is at least this is flagged. */
  readonly threshold: number;
  readonly card: ModelCard;
}

/** The hash by which a model is named: of its canonical JSON, 64 hexadecimal digits. */
export function modelHash(model: RankerModel): string {
  return sha256(canonicalJson(plain(model)));
}

/** A model as JSON text that carries its own hash. */
export function writeModel(model: RankerModel): string {
  return `${canonicalJson({ hash: modelHash(model), ...plain(model) })}\n`;
}

/**
 * Reads a model back. Throws the fault `network.ranker.model` where the text is no model of this
 * program or was altered since it was written.
 */
export function readModel(text: string, file: string): RankerModel {
  const fault = (reason: string) => new Fault('network.ranker.model', { reason }, { file });
  let parsed: PlainModel & { readonly hash?: unknown };
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    throw fault('json');
  }
  if (parsed?.format !== 'puente-ranker-1') throw fault('format');
  const { hash, ...rest } = parsed;
  if (hash !== sha256(canonicalJson(rest))) throw fault('hash');
  const trees = rest.ensemble.trees.map(treeOf);
  return { ...rest, ensemble: { ...rest.ensemble, trees } };
}

type PlainTree = Readonly<Record<keyof Tree, readonly (number | null)[]>>;
type PlainModel = Omit<RankerModel, 'ensemble'> & {
  readonly ensemble: Omit<Ensemble, 'trees'> & { readonly trees: readonly PlainTree[] };
};

/** JSON has no −∞, the edge below which only unknown values lie: it is null. */
function plain(model: RankerModel): PlainModel {
  const list = (numbers: Int32Array | Float32Array | Float64Array) =>
    Array.from(numbers, (number) => (Number.isFinite(number) ? number : null));
  const trees = model.ensemble.trees.map((tree) => ({
    feature: list(tree.feature),
    edge: list(tree.edge),
    left: list(tree.left),
    right: list(tree.right),
    value: list(tree.value),
    cover: list(tree.cover),
  }));
  return { ...model, ensemble: { ...model.ensemble, trees } };
}

function treeOf(tree: PlainTree): Tree {
  const list = (numbers: readonly (number | null)[]) =>
    numbers.map((number) => number ?? Number.NEGATIVE_INFINITY);
  return {
    feature: Int32Array.from(list(tree.feature)),
    edge: Float32Array.from(list(tree.edge)),
    left: Int32Array.from(list(tree.left)),
    right: Int32Array.from(list(tree.right)),
    value: Float64Array.from(list(tree.value)),
    cover: Float64Array.from(list(tree.cover)),
  };
}
