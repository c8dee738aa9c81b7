/** A seeded stream of random numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  unit(): number;
  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number;
  /** One item of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** An independent stream, so that adding draws in one place leaves other places as they were. */
  fork(label: string): Random;
}

/** sfc32 (C. Doty-Humphrey, PractRand), seeded by hashing the seed's text. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = seedWords(seed);
  function next(): number {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }
  for (let i = 0; i < 16; i++) next();
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    unit: next,
    integer,
    pick: (items) => items[integer(0, items.length - 1)] as (typeof items)[number],
    fork: (label) => seededRandom(`${seed}/${label}`),
  };
}

/** Four words from the text by FNV-1a with four offsets. */
function seedWords(text: string): [number, number, number, number] {
  const words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  return words.map((start) => {
    let hash = start;
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    }
    return hash | 0;
  }) as [number, number, number, number];
}
