/** Letters, digits and the end of a word. */
const SYMBOLS = 37;
const END = 36;
/** Runs there are: their numbers are below it. */
export const RUNS = SYMBOLS ** 3;

/**
 * Runs of three letters of all words as numbers, the ends of each word marked, so that short words
 * have some too. Three symbols make one number: a text a run would be a million small texts.
 */
export function letterRuns(words: readonly string[]): Set<number> {
  const runs = new Set<number>();
  for (const word of words) {
    let run = END;
    for (let at = 0; at <= word.length; at++) {
      const symbol = at === word.length ? END : symbolOf(word.charCodeAt(at));
      run = (run * SYMBOLS + symbol) % RUNS;
      // The first letter with its mark is no run yet.
      if (at > 0) runs.add(run);
    }
  }
  return runs;
}

function symbolOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return code - 48 + 26;
  return code % END;
}
