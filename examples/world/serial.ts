import { sha256 } from '../../src/base/index.js';

/**
 * Numbers that look drawn but never collide: a counter through a bijection of 32 bits. Nothing in
 * an id tells a planted account from an innocent one.
 */
export interface Serials {
  party(): string;
  account(institution: string): string;
  payment(): string;
  device(): string;
}

/** Block 0 is the innocents', each scheme has its own: so that neither moves another's ids. */
export function createSerials(seed: string, block: number): Serials {
  const salts = [0, 8, 16, 24].map((at) => Number.parseInt(sha256(seed).slice(at, at + 8), 16));
  const start = block === 0 ? 0 : 0x80000000 + block * 0x10000;
  const counters = [start, start, start, start];
  const next = (kind: number) => {
    const n = counters[kind] ?? 0;
    counters[kind] = n + 1;
    return mix((n ^ (salts[kind] ?? 0)) >>> 0);
  };
  return {
    party: () => `C${digits(next(0))}`,
    account: (institution) => `${institution}-${digits(next(1))}`,
    payment: () => `P${next(2).toString(36).toUpperCase().padStart(7, '0')}`,
    device: () => `D${digits(next(3))}`,
  };
}

const digits = (n: number) => n.toString().padStart(10, '0');

/** The finalizer of MurmurHash3, which is a bijection. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
