import type { Typology } from '../../src/typology/index.js';
import { and, type Kleene } from './exact.js';
import { truth } from './expression.js';
import { holds } from './filter.js';
import { type Finding, type Fired, findingsOf } from './finding.js';
import { measured } from './measure.js';
import { type Case, isOf } from './window.js';
import { type Entry, entriesOf, type Point, timeOf, type World } from './world.js';

/** What a typology says of a world. */
export interface Outcome {
  readonly fired: readonly Fired[];
  /** Points at which the rule was asked: those where `fires.where` does not fail. */
  readonly asked: number;
  readonly undetermined: readonly Point[];
  readonly suppressed: number;
  readonly findings: readonly Finding[];
}

/** The meaning of a checked typology: LANGUAGE.md, as slow and obvious as it can be said. */
export function evaluate(typology: Typology, world: World): Outcome {
  const of: Case = { typology, world, entries: entriesOf(typology, world) };
  const points = pointsOf(of).filter((p) => isAskedAt(p, of) !== false);
  const answers = points.map((p) => ({ p, fires: answerAt(p, of) }));
  const fired = answers.filter(({ fires }) => fires === true).map(({ p }) => firedAt(p, of));
  return {
    fired,
    asked: points.length,
    undetermined: answers.filter(({ fires }) => fires === null).map(({ p }) => p),
    suppressed: fired.filter((one) => one.suppressed).length,
    findings: findingsOf(
      fired.filter((one) => !one.suppressed),
      of,
    ),
  };
}

/** The entries, or the deadlines after them that are not later than the last payment. */
function pointsOf({ typology, world, entries }: Case): readonly Point[] {
  const after = typology.fires.after_ms;
  const end = Math.max(...world.payments.map(timeOf));
  const pointAt = (e: Entry): Point => ({
    ...e,
    t: timeOf(e.payment) + (after ?? 0),
    deadline: after !== null,
  });
  return entries.map(pointAt).filter((p) => p.t <= end);
}

function isAskedAt(p: Point, { typology, world }: Case): Kleene {
  return isOf(typology.fires.at, p) && holds(typology.fires.where, p, world);
}

/** Unknown where `fires.where` or the condition is: then the rule does not fire, and is counted. */
function answerAt(p: Point, of: Case): Kleene {
  const asked = isAskedAt(p, of);
  return asked === true ? truth(of.typology.condition, p, of) : asked;
}

function firedAt(point: Point, of: Case): Fired {
  const measures = Object.entries(of.typology.measures);
  return {
    point,
    values: Object.fromEntries(measures.map(([name, m]) => [name, measured(m, point, of)])),
    score: scoreAt(point, of),
    suppressed: isSuppressed(point, of),
  };
}

/** "Base plus points of each `when` that holds, at most 100." */
function scoreAt(p: Point, of: Case): number {
  const { base, add } = of.typology.score;
  const points = add.filter(({ when }) => truth(when, p, of) === true).map((one) => one.points);
  return Math.min(
    100,
    points.reduce((a, b) => a + b, base),
  );
}

function isSuppressed(p: Point, of: Case): boolean {
  return of.typology.suppress.some(({ where, when }) => {
    const tests = [where ? holds(where, p, of.world) : true, when ? truth(when, p, of) : true];
    return and(tests) === true;
  });
}
