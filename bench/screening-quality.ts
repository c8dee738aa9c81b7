import { readFileSync } from 'node:fs';
import { sha256 } from '../src/base/index.js';
import {
  createLexicon,
  createRarity,
  createScorer,
  type PreparedProfile,
  type ProfileKind,
} from '../src/screening/index.js';
import { sharedData } from '../test/shared.js';
import { csvTable } from './csv-table.js';
import type { Print } from './machine.js';
import { generateNamesakes } from './namesakes.js';
import { type ListedName, profileOf, readListedNames, wordsOfParties } from './screening-names.js';

/** A labelled pair of names, scored. */
interface Pair {
  readonly group: string;
  readonly schema: string;
  readonly tuned: boolean;
  readonly match: boolean;
  readonly score: number;
}

/** Where a person should look; the default threshold. */
const THRESHOLD = 0.7;
const KINDS: Readonly<Record<string, ProfileKind>> = {
  Person: 'person',
  Company: 'organisation',
  Organization: 'organisation',
  Vessel: 'vessel',
};
const NAMESAKES = 2000;
const RECALL = 0.99;

/**
 * Precision, recall, F1 and AUC on labelled pairs of names, alone, without dates or identifiers.
 * Each set is cut in two by the hash of its row: weights were fitted to one half (“tuned”), no
 * weight to the other.
 */
export async function benchScreeningQuality(print: Print): Promise<void> {
  const folder = sharedData('screening');
  if (!folder) return print('screening-quality: skipped, the labelled names are not here');
  const read = (file: string) => csvTable(readFileSync(`${folder}/${file}`, 'utf8'));
  const names = readListedNames(folder);
  const session = openScorer(names);
  print(`screening-quality: names only; lists of ${names.length} names`);
  const pairs = read('name_bench_dev.csv').map((row) => session.pair('bench', row));
  const narco = read('narco_alias_pairs_dev.csv').map((row) => session.pair('narco', row));
  const forms = read('mx_query_forms_dev.csv').map((row) =>
    session.pair('mx', {
      ...row,
      name1: row.query ?? '',
      name2: row.listed ?? '',
      schema: 'Person',
      is_match: 'true',
    }),
  );
  const strangers = ['us', 'global'].flatMap((group) =>
    read(`validation_negatives_${group}.csv`).map((row) =>
      session.stranger(group, row.full_name ?? ''),
    ),
  );
  const namesakes = generateNamesakes(NAMESAKES, 'bench/namesakes').map((full) =>
    session.stranger('namesakes', full),
  );
  print('  all pairs, both halves:');
  printNarco(narco, print);
  for (const tuned of [true, false]) {
    const half = <Row extends { tuned: boolean }>(rows: readonly Row[]) =>
      rows.filter((row) => row.tuned === tuned);
    print(tuned ? '  half that was tuned on:' : '  other half, to which no weight was fitted:');
    printBench(half(pairs), print);
    printNarco(half(narco), print);
    printForms(half(forms), half([...strangers, ...namesakes]), print);
  }
}

interface Session {
  pair(set: string, row: Readonly<Record<string, string>>): Pair;
  /** Screens a name that is on no list; the score of the best listed person. */
  stranger(group: string, full: string): Pair;
}

function openScorer(names: readonly ListedName[]): Session {
  const lexicon = createLexicon();
  const scorer = createScorer({ lexicon, rarity: createRarity(wordsOfParties(names)) });
  const prepare = (full: string, kind: ProfileKind) =>
    scorer.prepareProfile(profileOf('', full, kind));
  const people = names.filter(({ kind }) => kind === 'person');
  const prepared = people.map(({ full }) => prepare(full, 'person'));
  const index = indexWords(prepared);
  return {
    pair(set, row) {
      const { name1 = '', name2 = '', schema = '' } = row;
      const kind = KINDS[schema] ?? null;
      return {
        group: row.kind ?? row.case_group ?? '',
        schema,
        tuned: isTuned(set, name1, name2, set === 'mx' ? (row.kind ?? '') : schema),
        match: row.is_match === 'true',
        score: scorer.scoreProfiles(prepare(name1, kind), prepare(name2, kind)),
      };
    },
    stranger(group, full) {
      const query = prepare(full, 'person');
      let score = 0;
      for (const at of candidates(query, index)) {
        const listed = prepared[at];
        if (listed) score = Math.max(score, scorer.scoreProfiles(query, listed));
      }
      const tuned = isTuned('neg', group, full);
      return { group, schema: 'Person', tuned, match: false, score };
    },
  };
}

/** Half by the first byte of the row’s hash: the same rows on every machine. */
function isTuned(...values: readonly string[]): boolean {
  return Number.parseInt(sha256(values.join('\u0001')).slice(0, 2), 16) < 128;
}

/** A plain index, apart from the product’s own: every listed name that shares a key is scored. */
function indexWords(prepared: readonly PreparedProfile[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  prepared.forEach((profile, at) => {
    for (const key of keysOf(profile)) index.set(key, [...(index.get(key) ?? []), at]);
  });
  return index;
}

function keysOf(profile: PreparedProfile): Set<string> {
  const keys = new Set<string>();
  for (const { words } of profile.names)
    for (const { token } of words) {
      keys.add(`sound ${token.sound}`);
      keys.add(`skeleton ${token.skeleton}`);
      for (const group of token.spellings) keys.add(`spelling ${group}`);
      for (const group of token.nicknames) keys.add(`nickname ${group}`);
    }
  return keys;
}

function candidates(
  query: PreparedProfile,
  index: ReadonlyMap<string, readonly number[]>,
): Set<number> {
  const found = new Set<number>();
  for (const key of keysOf(query)) for (const at of index.get(key) ?? []) found.add(at);
  return found;
}

function printBench(pairs: readonly Pair[], print: Print): void {
  print(`    name_bench: ${quality(pairs)} (target F1 0.85)`);
  for (const group of new Set(pairs.map((pair) => pair.group)))
    print(`      ${group}: ${quality(pairs.filter((pair) => pair.group === group))}`);
}

function printNarco(pairs: readonly Pair[], print: Print): void {
  for (const [schema, target] of [
    ['Person', 0.95],
    ['Organization', 0.9],
  ] as const) {
    const all = pairs.filter((pair) => pair.schema === schema);
    const joinable = all.filter((pair) => pair.group !== 'disjoint_alias');
    print(
      `    narco_alias_pairs ${schema}: AUC ${auc(joinable).toFixed(3)} of ${joinable.length}, ` +
        `with disjoint aliases ${auc(all).toFixed(3)} (target ${target})`,
    );
  }
}

function printForms(forms: readonly Pair[], strangers: readonly Pair[], print: Print): void {
  const scores = forms.map((pair) => pair.score).sort((a, b) => a - b);
  const needed = scores[Math.floor(scores.length * (1 - RECALL))] ?? 0;
  const alerts = (threshold: number) =>
    ['us', 'global', 'namesakes']
      .map((group) => {
        const of = strangers.filter((pair) => pair.group === group);
        const share = of.filter((pair) => pair.score >= threshold).length / of.length;
        return `${group} ${(share * 100).toFixed(2)} %`;
      })
      .join(', ');
  const found = scores.filter((score) => score >= THRESHOLD).length / scores.length;
  print(
    `    mx_query_forms: recall ${(found * 100).toFixed(2)} % at ${THRESHOLD}, ` +
      `false alerts ${alerts(THRESHOLD)}`,
  );
  print(`      at ${needed.toFixed(3)}, where recall is 99 %: false alerts ${alerts(needed)}`);
}

function quality(pairs: readonly Pair[]): string {
  const hits = pairs.filter((pair) => pair.score >= THRESHOLD);
  const right = hits.filter((pair) => pair.match).length;
  const precision = right / Math.max(1, hits.length);
  const recall = right / Math.max(1, pairs.filter((pair) => pair.match).length);
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return (
    `${pairs.length} pairs, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, ` +
    `F1 ${f1.toFixed(3)}, AUC ${auc(pairs).toFixed(3)}`
  );
}

/** How often a match outscores a non-match; a tie counts half. */
function auc(pairs: readonly Pair[]): number {
  const right = pairs.filter((pair) => pair.match);
  const wrong = pairs.filter((pair) => !pair.match);
  let wins = 0;
  for (const { score } of right)
    for (const other of wrong) wins += score > other.score ? 1 : score === other.score ? 0.5 : 0;
  return wins / Math.max(1, right.length * wrong.length);
}
