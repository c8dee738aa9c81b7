/**
 * Breaks a good filing in exactly the way that a rule is there to catch. What holds of every rule
 * table: `mutationsOf(rule, document, …)` is caught by that rule, or null where the document gives
 * the rule nothing to look at.
 */
import type { Random } from '../src/base/index.js';
import {
  type DocumentNode,
  type FileFacts,
  holds,
  type Judgement,
  type JudgeOptions,
  judge,
  type Rule,
  Spot,
  select,
} from '../src/filing/index.js';
import type { Edit, Target } from './filing-change.js';
import { MUTATORS } from './filing-mutators.js';

/** A document as the judge takes it. */
export interface RuledDocument {
  readonly frame: DocumentNode;
  readonly units: readonly DocumentNode[];
  readonly facts?: FileFacts;
}

/** A document that breaks the rule and is otherwise the same; null where the rule sees nothing. */
export function mutationsOf(
  rule: Rule,
  document: RuledDocument,
  { options, random }: { readonly options: JudgeOptions; readonly random: Random },
): RuledDocument | null {
  const root = new Spot(whole(document, options.unit), null, 1);
  const { facts = {} } = document;
  const known = knownOf(options, facts);
  const spots = select(rule.at, root, known).filter((spot) =>
    rule.when.every((condition) => holds(condition, spot, known)),
  );
  for (const spot of shuffled(spots, random).slice(0, SPOTS_MAX)) {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const change = MUTATORS[rule.kind]?.({ rule, spot, known, options, facts, random });
      if (!change) break;
      const [changed] = edit(root.node, change.nodes ?? new Map());
      if (changed === undefined || !isStillAsked(rule, spot, changed, known)) continue;
      return { ...parted(changed, options.unit), facts: { ...facts, ...change.facts } };
    }
  }
  return null;
}

const SPOTS_MAX = 20;
const TRIES_MAX = 20;

/** A change must not take from the rule what it is about: its place and its condition. */
function isStillAsked(rule: Rule, spot: Spot, changed: DocumentNode, known: Target['known']) {
  return select(rule.at, new Spot(changed, null, 1), known).some(
    (each) =>
      each.path === spot.path && rule.when.every((condition) => holds(condition, each, known)),
  );
}

/** Judges a document whole. */
export function judgeDocument(
  rules: readonly Rule[],
  { frame, units, facts = {} }: RuledDocument,
  options: JudgeOptions,
): Judgement {
  const court = judge(rules, options).begin(facts);
  for (const unit of units) court.unit(unit, frame);
  if (units.length === 0) court.frame(frame);
  return court.end(options.unit.length === 1 && units[0] ? units[0] : frame, facts);
}

/** Frame and units as one tree, of nodes that each stand there once. */
function whole({ frame, units }: RuledDocument, path: readonly string[]): DocumentNode {
  const [unit] = units;
  if (path.length === 1 && unit) return copied(unit);
  return copied(within(frame, path.slice(1, -1), (node) => [...node.children, ...units]));
}

function parted(root: DocumentNode, path: readonly string[]): RuledDocument {
  if (path.length === 1) return { frame: { ...root, name: '', children: [] }, units: [root] };
  const name = path.at(-1);
  const units: DocumentNode[] = [];
  const frame = within(root, path.slice(1, -1), ({ children }) => {
    units.push(...children.filter((child) => child.name === name));
    return children.filter((child) => child.name !== name);
  });
  return { frame, units };
}

/** Changes the children of the last node along a path of names. */
function within(
  node: DocumentNode,
  path: readonly string[],
  change: (node: DocumentNode) => readonly DocumentNode[],
): DocumentNode {
  const [name, ...rest] = path;
  if (name === undefined) return { ...node, children: change(node) };
  const last = node.children.findLast((child) => child.name === name);
  const children = node.children.map((child) =>
    child === last ? within(child, rest, change) : child,
  );
  return { ...node, children };
}

function copied(node: DocumentNode): DocumentNode {
  return { ...node, children: node.children.map(copied) };
}

function edit(node: DocumentNode, edits: ReadonlyMap<DocumentNode, Edit>): readonly DocumentNode[] {
  const children = node.children.flatMap((child) => edit(child, edits));
  const own = edits.get(node);
  return own ? own({ ...node, children }) : [{ ...node, children }];
}

function knownOf(options: JudgeOptions, facts: FileFacts): (fact: string) => string | null {
  const today = new Date(options.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
  const known: Readonly<Record<string, string | undefined>> = {
    today,
    form: options.form,
    filed_on: options.filed_on?.replaceAll('-', ''),
    file_name: facts.name,
    file_bytes: facts.bytes?.toString(),
  };
  return (fact) => known[fact] ?? null;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, key: random.unit() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
