import { type Clock, Fault } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { compactDay } from './calendar.js';
import { Docket, type Judgement } from './docket.js';
import { Frame } from './frame.js';
import type {
  Breach,
  Gathering,
  GatheringTest,
  NodeTest,
  Surroundings,
  UsedPrefix,
} from './kind.js';
import type { Path } from './path.js';
import { holds, select, valuesOf } from './select.js';
import { isBlank, Spot } from './spot.js';
import { type Rule, rulesOf } from './table.js';

export interface JudgeOptions {
  readonly form: string;
  /** The day of filing, whose law applies (`2026-10-05`); null: not filed yet. */
  readonly filed_on: string | null;
  /** Names from the root down to the element that is one filing. */
  readonly unit: readonly string[];
  /** The layout's values that are lists of codes, by name. */
  readonly codes?: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly clock: Clock;
  /** Findings kept of each rule (20 unless said); all are counted. */
  readonly shown_max?: number;
}

/** What is known of a file beside what it says. What is left out is not judged. */
export interface FileFacts {
  readonly name?: string;
  readonly bytes?: number;
  readonly prefixes?: readonly UsedPrefix[];
}

/** Judges a file, one unit at a time, in the order of the file. */
export interface RuleJudge {
  /** What is known of the file so far; more may come at the end. */
  begin(facts?: FileFacts): this;
  /** A unit, and its frame as read so far; `frame_index`: which of the frames, from 0. */
  unit(unit: DocumentNode, frame: DocumentNode, frame_index?: number): void;
  /** A frame at its end: without units, or that says more after its last one. */
  frame(frame: DocumentNode, frame_index?: number): void;
  /** `root`: what is neither unit nor frame. */
  end(root: DocumentNode, facts?: FileFacts): Judgement;
}

/**
 * A judge by the rules of a form on its day. What stands around units is judged when it is whole.
 * @throws Fault `filing.rule_list` where a rule names codes that neither its table nor the layout
 * has; from `unit`, `filing.rule_many` where too many values would have to be compared.
 */
export function judge(rules: readonly Rule[], options: JudgeOptions): RuleJudge {
  return new Judge(rulesOf(rules, options), options);
}

const SHOWN_MAX = 20;

interface Job {
  readonly rule: Rule;
  /** In the table: findings at one place keep its order. */
  readonly index: number;
  readonly reach: 'frame' | 'unit' | 'both';
  /** Which of the table's different paths the rule looks at. */
  readonly place: number;
  /** Of what looks at everything: nearly all is in order, and whether it applies is asked last. */
  readonly asks_last: boolean;
  /** What is being gathered over units, by the place of what the rule is about. */
  readonly gatherings: Map<string, Gathering>;
}

class Judge implements RuleJudge {
  readonly #jobs: readonly Job[];
  readonly #options: JudgeOptions;
  readonly #docket: Docket;
  #facts: FileFacts = {};
  #around: Surroundings;
  #frame: Frame | null = null;
  #units = 0;
  #units_in_frame = 0;
  /** Which unit is being judged; 0 none. */
  #now = 0;

  constructor(rules: readonly Rule[], options: JudgeOptions) {
    this.#options = options;
    this.#around = surroundings(options, {});
    this.#docket = new Docket(options.shown_max ?? SHOWN_MAX);
    const places = [...new Set(rules.map(({ at }) => at.text))];
    this.#jobs = rules.map((rule, index) => {
      demandLists(rule, options);
      const { at, test } = rule;
      const asks_last = at.steps.at(-1)?.name === '*' && test.scope === 'value' && !test.of;
      const [reach, place] = [reachOf(at, options.unit), places.indexOf(at.text)];
      return { ...{ rule, index, reach, place, asks_last }, gatherings: new Map() };
    });
  }

  begin(facts: FileFacts = {}): this {
    this.#learn(facts);
    return this;
  }

  unit(unit: DocumentNode, frame: DocumentNode, frame_index = 0): void {
    const here = this.#enterFrame(frame, frame_index);
    this.#units += 1;
    this.#units_in_frame += 1;
    // A unit that is the whole file waits for what is known of the file only at its end.
    if (here.root === null) return;
    this.#judgeUnit(here.hang(unit, this.#units_in_frame));
    here.bare();
  }

  frame(frame: DocumentNode, frame_index = 0): void {
    this.#enterFrame(frame, frame_index);
  }

  end(root: DocumentNode, facts: FileFacts = {}): Judgement {
    this.#learn(facts);
    const { unit } = this.#options;
    if (unit.length === 1) {
      this.#judgeUnit(new Spot(root, null, 1, { unit: true }));
      return this.#docket.close();
    }
    const isInner = unit.length > 2 && root.children.some(({ name }) => name === unit[1]);
    if (this.#frame === null && isInner) this.#enterFrame(root, 0);
    this.#leaveFrame();
    const own = unit.length === 2 ? root : withoutFrames(root, unit);
    const spot = new Spot(own, null, 1);
    for (const job of this.#jobs) {
      if (job.reach === 'unit') continue;
      for (const at of select(job.rule.at, spot, this.#around.facts)) this.#try(job, at);
    }
    return this.#docket.close();
  }

  #learn(facts: FileFacts): void {
    this.#facts = { ...this.#facts, ...facts };
    this.#around = surroundings(this.#options, this.#facts);
  }

  #enterFrame(node: DocumentNode, index: number): Frame {
    const before = this.#frame;
    if (before?.node === node && before.index === index) return before;
    if (before && before.index !== index) this.#leaveFrame();
    this.#frame = new Frame(node, index, this.#options.unit);
    return this.#frame;
  }

  /** Judges what stands between root and units, now that it is whole. */
  #leaveFrame(): void {
    const frame = this.#frame;
    this.#units_in_frame = 0;
    this.#frame = null;
    if (!frame?.root || frame.inner.length === 0) return;
    const { root } = frame;
    for (const job of this.#jobs) {
      if (job.reach === 'unit') continue;
      const spots = select(job.rule.at, root, this.#around.facts);
      this.#gather(job, spots, (spot) => frame.isInner(spot));
      for (const at of spots) if (frame.isInner(at)) this.#try(job, at);
    }
  }

  #judgeUnit(unit: Spot): void {
    this.#now = this.#units;
    const { facts } = this.#around;
    // Many rules look at one place.
    const found: (readonly Spot[])[] = [];
    for (const job of this.#jobs) {
      if (job.reach === 'frame' && job.rule.test.scope !== 'gathering') continue;
      found[job.place] ??= select(job.rule.at, unit, facts);
      const spots = found[job.place] ?? [];
      if (job.reach !== 'frame') for (const at of spots) if (at.unit !== null) this.#try(job, at);
      if (job.reach !== 'unit') this.#gather(job, spots, isOfUnit);
    }
    this.#now = 0;
  }

  #try(job: Job, at: Spot): void {
    const { when, test } = job.rule;
    const { facts } = this.#around;
    const applies = () => when.every((condition) => holds(condition, at, facts));
    if (when.length > 0 && !job.asks_last && !applies()) return;
    if (test.scope !== 'value') {
      for (const breach of breachesOf(job, test, at, this.#around)) this.#enter(job, breach);
      return;
    }
    if (test.of === null) {
      const value = at.text;
      const reason = isBlank(value) ? null : test.judge(value, at, this.#around);
      if (reason === null || (job.asks_last && !applies())) return;
      this.#enter(job, { at, value, ...reason });
      return;
    }
    for (const value of valuesOf(test.of, at, facts)) {
      const reason = isBlank(value) ? null : test.judge(value, at, this.#around);
      if (reason !== null) this.#enter(job, { at, value, ...reason });
    }
  }

  /** Gives a part of the file to what a rule of something above gathers over all of them. */
  #gather(job: Job, places: readonly Spot[], isPart: (spot: Spot) => boolean): void {
    const { test } = job.rule;
    if (test.scope !== 'gathering') return;
    const { facts } = this.#around;
    for (const at of places) {
      if (isPart(at)) continue;
      const gathering = gatheringOf(job, test, at);
      for (const [which, of] of test.of.entries())
        for (const spot of select(of, at, facts))
          if (isPart(spot))
            for (const breach of gathering.add(spot, which, this.#around)) this.#enter(job, breach);
    }
  }

  #enter({ rule, index }: Job, breach: Breach): void {
    this.#docket.enter(rule, { unit: this.#now, index }, breach);
  }
}

function surroundings(options: JudgeOptions, facts: FileFacts): Surroundings {
  const { codes, clock, filed_on, form } = options;
  const known: Readonly<Record<string, string | undefined>> = {
    form,
    today: compactDay(clock.now()),
    filed_on: filed_on?.replaceAll('-', ''),
    file_name: facts.name,
    file_bytes: facts.bytes?.toString(),
  };
  return {
    facts: (fact) => known[fact] ?? null,
    codes: (list) => codes?.get(list) ?? null,
    prefixes: facts.prefixes ?? [],
  };
}

function demandLists({ id, test }: Rule, { codes }: JudgeOptions): void {
  if (test.scope !== 'value') return;
  const missing = test.lists?.find((list) => !codes?.has(list));
  if (missing !== undefined) throw new Fault('filing.rule_list', { id, list: missing });
}

function isOfUnit(spot: Spot): boolean {
  return spot.unit !== null;
}

/** Where a path can lead: told by its names, where it has nothing but names. */
function reachOf({ steps }: Path, unit: readonly string[]): Job['reach'] {
  for (const [depth, name] of unit.entries()) {
    const step = steps[depth];
    if (step === undefined || step.axis === 'attribute') return 'frame';
    if (step.axis !== 'child' || step.name.endsWith('*')) return 'both';
    if (step.name !== name) return 'frame';
  }
  return steps.some(({ axis }) => axis === 'parent') ? 'both' : 'unit';
}

function breachesOf(
  job: Job,
  test: NodeTest | GatheringTest,
  at: Spot,
  around: Surroundings,
): readonly Breach[] {
  if (test.scope === 'node') return test.judge(at, around);
  const gathering = gatheringOf(job, test, at);
  if (at.unit === null) job.gatherings.delete(keyOf(at));
  const found = test.of.flatMap((path, which) =>
    select(path, at, around.facts).flatMap((spot) => gathering.add(spot, which, around)),
  );
  return [...found, ...gathering.end(at, around)];
}

/** A part of the frame keeps what it gathers while units pass; of a unit nothing is kept. */
function gatheringOf(job: Job, test: GatheringTest, at: Spot): Gathering {
  if (at.unit !== null) return test.begin();
  const key = keyOf(at);
  const found = job.gatherings.get(key) ?? test.begin();
  job.gatherings.set(key, found);
  return found;
}

function keyOf({ place, path }: Spot): string {
  return place === null ? path : `${place.line}:${place.column}`;
}

function withoutFrames(root: DocumentNode, unit: readonly string[]): DocumentNode {
  return { ...root, children: root.children.filter(({ name }) => name !== unit[1]) };
}
