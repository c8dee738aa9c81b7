import type { Codes } from './candidate.js';
import { letterRuns, RUNS } from './letter-runs.js';
import { createNumbering } from './numbering.js';
import { countOf, Grown, layOut, type Postings } from './postings.js';

/** Names laid out by word, by run of letters, and words by code. */
export interface Layout {
  readonly words: readonly string[];
  readonly wordNumber: ReadonlyMap<string, number>;
  /** Of a word: how little it says about which name is meant, as a logarithm. */
  readonly rarity: Float32Array;
  /** Of a word that no name has. */
  readonly rarity_max: number;
  /** Sum of the rarities of a name's words. */
  readonly weight: Float32Array;
  readonly byWord: Postings;
  readonly byRun: Postings;
  readonly byCode: Postings;
  readonly codeNumber: ReadonlyMap<string, number>;
  readonly bytes: number;
  /** Runs of the words that some name has. */
  runsOf(words: readonly string[]): number[];
  runCount(run: number): number;
  runRarity(run: number): number;
}

export function layOutWords(names: readonly (readonly string[])[], codes: Codes): Layout {
  const words = createNumbering();
  const [word_of, name_of, run_of, run_name] = [new Grown(), new Grown(), new Grown(), new Grown()];
  names.forEach((name, number) => {
    for (const word of new Set(name)) {
      word_of.push(words.number(word));
      name_of.push(number);
    }
    for (const run of letterRuns(name)) {
      run_of.push(run);
      run_name.push(number);
    }
  });
  const code_names = createNumbering();
  const [code_of, coded] = [new Grown(), new Grown()];
  words.all.forEach((word, number) => {
    for (const code of new Set(codes(word))) {
      code_of.push(code_names.number(code));
      coded.push(number);
    }
  });
  const byWord = layOut(words.all.length, word_of, name_of);
  const byRun = layOut(RUNS, run_of, run_name);
  const byCode = layOut(code_names.all.length, code_of, coded);
  const rarityOf = (count: number) => Math.log(1 + names.length / (count + 1));
  const rarity = Float32Array.from(words.all, (_, word) => rarityOf(countOf(byWord, word)));
  const run_rarity = Float32Array.from({ length: RUNS }, (_, run) => rarityOf(countOf(byRun, run)));
  const weight = new Float32Array(names.length);
  for (let i = 0; i < word_of.length; i++) {
    weight[name_of.at(i)] = (weight[name_of.at(i)] ?? 0) + (rarity[word_of.at(i)] ?? 0);
  }
  const parts = [
    rarity,
    run_rarity,
    weight,
    ...[byWord, byRun, byCode].flatMap((p) => [p.starts, p.items]),
  ];
  return {
    words: words.all,
    wordNumber: words.numbers,
    rarity,
    rarity_max: rarityOf(0),
    weight,
    byWord,
    byRun,
    byCode,
    codeNumber: code_names.numbers,
    bytes: parts.reduce((sum, part) => sum + part.byteLength, 0),
    runsOf: (asked) => [...letterRuns(asked)].filter((run) => countOf(byRun, run) > 0),
    runCount: (run) => countOf(byRun, run),
    runRarity: (run) => run_rarity[run] ?? 0,
  };
}
