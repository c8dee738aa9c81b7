import type { NodePlace } from '../document/node.js';
import type { Parameters } from './parameters.js';
import type { Operand, Path } from './path.js';
import type { Facts } from './select.js';
import type { Spot } from './spot.js';

/** What a kind of test says of what it refuses; fills `{value}`, `{expected}` and `{other}`. */
export interface Reason {
  readonly value?: string;
  readonly expected?: string;
  readonly other?: string;
}

/** Something refused, and where. */
export interface Breach extends Reason {
  readonly at: Spot;
  /** What should stand below `at`, or stands there too often, by its path. */
  readonly below?: string;
  /** Where it is, if that is not at `at`. */
  readonly path?: string;
  readonly place?: NodePlace | null;
}

/** What a test may ask beside the document. */
export interface Surroundings {
  readonly facts: Facts;
  /** A code list of the layout. */
  readonly codes: (list: string) => ReadonlyMap<string, unknown> | null;
  /** Prefixes of elements that the file uses, each with where it stands first. */
  readonly prefixes: readonly UsedPrefix[];
}

export interface UsedPrefix {
  readonly prefix: string;
  readonly path: string;
  readonly place: NodePlace | null;
}

/** A test with its parameters read. */
export type Test = ValueTest | NodeTest | GatheringTest;

/** Judges the text of a node, or what an operand stands for; never an empty one. */
export interface ValueTest {
  readonly scope: 'value';
  readonly of: Operand | null;
  /** Lists of codes that the layout must have. */
  readonly lists?: readonly string[];
  readonly judge: (value: string, spot: Spot, around: Surroundings) => Reason | null;
}

/** Judges a node by what stands in it. */
export interface NodeTest {
  readonly scope: 'node';
  readonly judge: (spot: Spot, around: Surroundings) => readonly Breach[];
}

/** Judges what is gathered below a node, one unit after the other. */
export interface GatheringTest {
  readonly scope: 'gathering';
  /** What is gathered; `add` is told which of them it is given. */
  readonly of: readonly Path[];
  readonly begin: () => Gathering;
}

/** Its memory is bounded, however many are added. */
export interface Gathering {
  add(spot: Spot, which: number, around: Surroundings): readonly Breach[];
  end(at: Spot, around: Surroundings): readonly Breach[];
}

/** A kind of test: its name in rule tables, and how its parameters are read. */
export interface Kind {
  readonly name: string;
  readonly read: (parameters: Parameters) => Test;
}

/** A kind that judges values, with the parameter that all of them have. */
export function valueKind(
  name: string,
  read: (parameters: Parameters) => ValueTest['judge'],
  lists: (parameters: Parameters) => readonly string[] = () => [],
): Kind {
  return {
    name,
    read: (parameters) => ({
      scope: 'value',
      judge: read(parameters),
      of: parameters.has('value') ? parameters.operand('value') : null,
      lists: lists(parameters),
    }),
  };
}
