/** Fresh bytes that nobody can foresee: `(count) => crypto.randomBytes(count)`, an argument. */
export type RandomBytes = (count: number) => Uint8Array;
