import type { Language } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { elementsOf, type Layout } from '../layout/layout.js';
import type { Voices } from '../layout/layout-checker.js';
import { unitType } from '../layout/layout-order.js';
import type { RuleFinding } from '../rule/rule.js';
import type { StoredXsd } from './schema-folder.js';
import type { SchemaPatch } from './schema-patches.js';
import {
  type PlacedUnit,
  type UnitText,
  type UnitTextOptions,
  unitsText,
  unitText,
} from './unit-text.js';
import type { CompiledXsd, Problem } from './xsd-validator.js';

/** Judges a file unit by unit, or a few at a time, so that memory does not grow with the file. */
export interface SchemaJudge {
  /** What judges, and by which patches; of several, the one that fits what was judged. */
  readonly name: string;
  readonly patches: readonly string[];
  unit(unit: DocumentNode, frame: DocumentNode, path: string): RuleFinding[];
  /** The same, but what is found may be told with a later one, or at the end: far faster. */
  add(unit: DocumentNode, frame: DocumentNode, path: string): RuleFinding[];
  /** A frame without units. */
  frame(frame: DocumentNode): RuleFinding[];
  /** The last unit's frame, which said more after it. */
  rest(frame: DocumentNode): RuleFinding[];
  /** What was not told yet. */
  end(): RuleFinding[];
  close(): void;
}

/** An official schema that is ready to judge. */
export interface JudgingXsd {
  readonly entry: StoredXsd;
  readonly validator: CompiledXsd;
  readonly applied: readonly SchemaPatch[];
}

/** Units that are judged as one document: for each, libxml2 sets up much. */
const UNITS_MAX = 16;
/** In characters, about: what is longer does not wait for others. */
const SIZE_MAX = 1 << 19;
const NODE_SIZE = 50;
/** Said of one unit; more would only repeat themselves. */
const FINDINGS_MAX = 200;
const TOLD_MAX = 10_000;
const VALUE_CHARACTERS_MAX = 60;

/**
 * Judges each unit in its frame. Where several schemas hold on the day, the one that finds least
 * speaks, and is asked first from then on.
 */
export function schemaJudge(
  candidates: readonly JudgingXsd[],
  layout: Layout,
  voices: Voices,
): SchemaJudge {
  let order = [...candidates];
  let last: PlacedUnit | null = null;
  const told = new Set<string>();
  const style = styleOf(layout);
  const judge = (text: UnitText): RuleFinding[] => {
    const { xsd, problems } = fitting(order, text.xml);
    order = [xsd, ...order.filter((each) => each !== xsd)];
    return problems
      .slice(0, FINDINGS_MAX)
      .flatMap((problem) => finding(problem, { text, xsd, voices, told }) ?? []);
  };
  const waiting = new Waiting(style, (units, frame, text) => {
    const [xsd] = order;
    // Nearly all units are in order, and then nobody asks where what stands.
    if (xsd && text !== null && xsd.validator.problems(text).length === 0) return null;
    return units.flatMap((unit) => judge(unitText(unit, frame, style)));
  });
  return {
    get name() {
      return order.slice(0, 1).map(nameOf).join('');
    },
    get patches() {
      return order.slice(0, 1).flatMap(({ applied }) => applied.map(({ id }) => id));
    },
    unit(node, frame, path) {
      last = { node, path };
      return [...waiting.judge(), ...judge(unitText(last, frame, style))];
    },
    add(node, frame, path) {
      last = { node, path };
      return waiting.add(last, frame);
    },
    frame: (frame) => [...waiting.judge(), ...judge(unitText(null, frame, style))],
    // What was wrong with the unit itself was told when it came.
    rest: (frame) => [
      ...waiting.judge(),
      ...judge(unitText(last, frame, style)).filter(
        ({ path }) => !path.startsWith(last?.path ?? '!'),
      ),
    ],
    end: () => waiting.judge(),
    close() {
      last = null;
      told.clear();
    },
  };
}

/** Judges units of one frame; null: all are in order. Without a text of all: one by one. */
type JudgeUnits = (
  units: readonly PlacedUnit[],
  frame: DocumentNode,
  text: string | null,
) => RuleFinding[] | null;

/** Units that wait to be judged together. */
class Waiting {
  readonly #style: UnitTextOptions;
  readonly #judge: JudgeUnits;
  #units: PlacedUnit[] = [];
  #frame: DocumentNode | null = null;
  #size = 0;
  /** Not all of those before were in order: these are asked one by one at once. */
  #isSuspect = false;

  constructor(style: UnitTextOptions, judge: JudgeUnits) {
    this.#style = style;
    this.#judge = judge;
  }

  /** What was found of those that need not wait any more. */
  add(unit: PlacedUnit, frame: DocumentNode): RuleFinding[] {
    const found = frame === this.#frame ? [] : this.judge();
    this.#frame = frame;
    this.#units.push(unit);
    this.#size += sizeOf(unit.node);
    const { length } = this.#style.unit_path;
    const isFull = this.#units.length >= UNITS_MAX || this.#size >= SIZE_MAX || length === 1;
    return isFull ? [...found, ...this.judge()] : found;
  }

  judge(): RuleFinding[] {
    const [units, frame] = [this.#units, this.#frame];
    this.#units = [];
    this.#size = 0;
    if (!frame || units.length === 0) return [];
    const text = this.#isSuspect ? null : unitsText(units, frame, this.#style);
    const found = this.#judge(units, frame, text) ?? [];
    this.#isSuspect = found.length > 0;
    return found;
  }
}

/** In characters, about. */
function sizeOf({ text, children }: DocumentNode): number {
  return children.reduce((size, child) => size + sizeOf(child), text.length + NODE_SIZE);
}

function styleOf(layout: Layout): UnitTextOptions {
  const { namespace, numbered, unit } = layout;
  const holder = layout.groups.get(unitType({ ...layout, unit: unit.slice(0, -1) }));
  const names = holder ? elementsOf(holder.content).map(({ name }) => name) : [];
  const behind = names.slice(names.indexOf(unit.at(-1) ?? '') + 1);
  return { namespace, numbered, unit_path: unit, behind: new Set(behind) };
}

function fitting(
  order: readonly JudgingXsd[],
  xml: string,
): { readonly xsd: JudgingXsd; readonly problems: readonly Problem[] } {
  let best: { readonly xsd: JudgingXsd; readonly problems: readonly Problem[] } | null = null;
  for (const xsd of order) {
    const problems = xsd.validator.problems(xml);
    if (!best || problems.length < best.problems.length) best = { xsd, problems };
    if (problems.length === 0) break;
  }
  if (!best) throw new Error('a judge without schemas');
  return best;
}

function finding(
  { line, said }: Problem,
  of: {
    readonly text: UnitText;
    readonly xsd: JudgingXsd;
    readonly voices: Voices;
    /** Of frames, which stand around many units. */
    readonly told: Set<string>;
  },
): RuleFinding | null {
  const { text, xsd, voices, told } = of;
  const placed = text.nodes[line - 1] ?? text.nodes[0];
  if (!placed) return null;
  const { line: own = 0, column = 0 } = placed.node.place ?? {};
  const key = `${placed.path} ${own}:${column} ${said}`;
  if (placed.is_frame && told.has(key)) return null;
  if (placed.is_frame && told.size < TOLD_MAX) told.add(key);
  const { applied } = xsd;
  const patches = applied.map(({ id }) => id).join(', ');
  const params = { said: said.slice(0, 500), patches: patches === '' ? 'none' : patches };
  const inWords = (language: Language) => voices[language].say('filing.schema.says', params);
  const { node, path } = placed;
  return {
    rule: 'schema',
    severity: 'reject',
    path,
    place: node.place,
    value: node.children.length === 0 ? cut(node.text) : '',
    sentence: { en: inWords('en'), es: inWords('es') },
    source: nameOf(xsd),
    verified: applied.every(({ verified }) => verified),
  };
}

/** `goAMLSchema.xsd (sha256 1f0c…) + goaml.name_anchors`. */
function nameOf({ entry, applied }: JudgingXsd): string {
  const patches = applied.map(({ id }) => ` + ${id}`).join('');
  return `${entry.file} (sha256 ${entry.sha256.slice(0, 8)}…)${patches}`;
}

function cut(text: string): string {
  const characters = [...text.slice(0, 2 * VALUE_CHARACTERS_MAX)];
  return characters.length <= VALUE_CHARACTERS_MAX
    ? text
    : `${characters.slice(0, VALUE_CHARACTERS_MAX).join('')}…`;
}
