/** What all parts of one session share. */
import { Fault } from '../../base/index.js';
import type { Suite } from './context.js';
import { type Elements, rowsOf } from './element.js';
import { PROOF_BYTES, PROOF_ROWS } from './proof.js';
import { drawFrom, type Label } from './seed.js';
import type { Held, HeldAs } from './task.js';
import type { GroupWork } from './work.js';

/** One party's side of one session. */
export interface Session {
  readonly suite: Suite;
  /** 32 secret bytes from which all of this side's chance comes; committed to at its start. */
  readonly seed: Uint8Array;
}

/** A key that lies where work is done, and what it is known by. */
export interface HeldKey {
  readonly key: Held;
  readonly public_key: Uint8Array;
}

/** A statement about evaluations that anybody can verify against a public key. */
export interface Claim {
  readonly suite: Suite;
  readonly public_key: Uint8Array;
  readonly before: Elements;
  readonly after: Elements;
  readonly proofs: Uint8Array;
}

/** Holds a secret while work is done with it, and no longer. */
export async function holding<T>(
  work: GroupWork,
  { secret, as }: { secret: Uint8Array; as: HeldAs },
  use: (held: Held) => Promise<T>,
): Promise<T> {
  const held = await work.hold(new Uint8Array(secret), as);
  try {
    return await use(held);
  } finally {
    await work.forget(held);
  }
}

/** As {@link holding}, with what a session draws for a label. */
export async function holdingDraw<T>(
  work: GroupWork,
  { suite, seed }: Session,
  { label, as }: { label: Label; as: HeldAs },
  use: (held: Held) => Promise<T>,
): Promise<T> {
  const secret = drawFrom(seed, suite, label);
  try {
    return await holding(work, { secret, as }, use);
  } finally {
    secret.fill(0);
  }
}

/** Proofs that the key turned each element into its evaluation, one for each 1,024. */
export async function prove(
  work: GroupWork,
  session: Session,
  { key, public_key }: HeldKey,
  { before, after }: { before: Elements; after: Elements },
): Promise<Uint8Array> {
  const { suite } = session;
  return holdingDraw(work, session, { label: 'proof', as: 'seed' }, (seed) =>
    work.run({ op: 'prove', suite, key, seed, public_key, elements: before, others: after }),
  );
}

/**
 * Throws the Fault `exchange.proof` with the index of the first batch (of 1,024) whose proof does
 * not hold, `exchange.rows` where there are not as many evaluations as elements.
 */
export async function verify(work: GroupWork, claim: Claim): Promise<void> {
  const { suite, public_key, before, after, proofs } = claim;
  checkRows(after, rowsOf(before));
  const batches = Math.ceil(rowsOf(before) / PROOF_ROWS);
  if (proofs.length !== batches * PROOF_BYTES) {
    throw new Fault('exchange.proof', { batch: Math.floor(proofs.length / PROOF_BYTES) });
  }
  const held = { op: 'verify', suite, public_key, proofs } as const;
  const holds = await work.run({ ...held, elements: before, others: after });
  const batch = holds.indexOf(0);
  if (batch >= 0) throw new Fault('exchange.proof', { batch });
}

/** Throws the Fault `exchange.rows` where a batch has not the rows that were asked for. */
export function checkRows(elements: Elements, rows: number): void {
  const found = rowsOf(elements);
  if (found !== rows) throw new Fault('exchange.rows', { found, expected: rows });
}
