import type { DocumentNode } from '../document/node.js';

/**
 * Where an acknowledgement's error lies in the file that was sent. Its path counts in two ways:
 * `Activity[1]/Party[25]` means the first activity and the party whose SeqNum is 25, but some files
 * count every step from 1. Blanks and line breaks inside the path are FinCEN's.
 */
export interface ErrorStep {
  readonly name: string;
  /** An ordinal or a SeqNum; null: the path tells none. */
  readonly index: string | null;
}

/** The steps of a context path from the activity inwards, without root and activity. */
export interface ErrorPath {
  /** The index of the activity; null: the error is about the batch. */
  readonly activity: string | null;
  readonly is_in_activity: boolean;
  readonly steps: readonly ErrorStep[];
}

export function readErrorPath(context: string): ErrorPath {
  const steps = context
    .replaceAll(/\s+/gu, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => {
      const [, name = step, index] = /^(?:[\w.-]+:)?([^[\]]+)(?:\[([^\]]*)\])?$/.exec(step) ?? [];
      return { name, index: index?.replace(/^@?SeqNum=/, '').replaceAll(/["']/g, '') ?? null };
    });
  const [first, ...rest] = steps[0]?.name === 'EFilingBatchXML' ? steps.slice(1) : steps;
  const is_in_activity = first?.name === 'Activity';
  return {
    activity: is_in_activity ? (first?.index ?? null) : null,
    is_in_activity,
    steps: is_in_activity ? rest : steps,
  };
}

/** What a path leads to. */
export interface ErrorSpot {
  /** The element; of a field that was not recorded, the one that should hold it. */
  readonly node: DocumentNode;
  /** From the activity to the node, both included. */
  readonly trail: readonly DocumentNode[];
  /** The field stands in the file. */
  readonly is_recorded: boolean;
  /** No other reading of the path leads elsewhere. */
  readonly is_certain: boolean;
}

/** Follows a path in its activity; null where it leads nowhere. SeqNums go before ordinals. */
export function findSpot(unit: DocumentNode, path: ErrorPath): ErrorSpot | null {
  const readings = [byNumber, byOrdinal, byEither]
    .map((choose) => follow(unit, path.steps, choose))
    .filter((spot) => spot !== null);
  const [best] = readings;
  if (!best) return null;
  const is_certain = readings.every(({ node }) => node === best.node);
  return { ...best, is_certain };
}

type Choose = (named: readonly DocumentNode[], index: string) => DocumentNode | undefined;

const byNumber: Choose = (named, index) => named.find(({ number }) => number === index);
const byOrdinal: Choose = (named, index) => named[Number(index) - 1];
const byEither: Choose = (named, index) => byNumber(named, index) ?? byOrdinal(named, index);

function follow(
  unit: DocumentNode,
  steps: readonly ErrorStep[],
  choose: Choose,
): Omit<ErrorSpot, 'is_certain'> | null {
  const trail = [unit];
  let node = unit;
  for (const [depth, { name, index }] of steps.entries()) {
    const named = node.children.filter((child) => child.name === name);
    const [only] = named;
    const next = index === null ? only : choose(named, index);
    const isField = depth === steps.length - 1 && index === null;
    if (!next) return isField ? { node, trail, is_recorded: false } : null;
    node = next;
    trail.push(node);
  }
  return { node, trail, is_recorded: true };
}
