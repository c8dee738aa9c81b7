/**
 * Verifiable look-ups and tokens (RFC 9497, VOPRF): the asker's identifiers stay masked, each by a
 * scalar of its own; the key holder's key stays with it. With a key split among operators, each
 * evaluates and proves alone and their evaluations are added: k₁·M + k₂·M = (k₁ + k₂)·M.
 */
import { assert } from '../../base/index.js';
import type { Suite } from './context.js';
import { type BatchBounds, checkBatch, type Elements } from './element.js';
import type { Inputs } from './inputs.js';
import { checkRows, type HeldKey, holding, prove, type Session, verify } from './session.js';
import type { Held } from './task.js';
import type { GroupWork } from './work.js';

/** Asker: masked elements of the inputs, none of which may come twice. */
export async function maskInputs(
  work: GroupWork,
  { suite, seed }: Session,
  inputs: Inputs,
): Promise<Elements> {
  const elements = await work.run({ op: 'hash', suite, inputs });
  return holding(work, { secret: seed, as: 'seed' }, (held) =>
    work.run({ op: 'mask', suite, seed: held, elements }),
  );
}

/** What a key holder answers. */
export interface Evaluation {
  readonly elements: Elements;
  /** 64 bytes for each 1,024 elements, in the order of the elements. */
  readonly proofs: Uint8Array;
}

/** Key holder, or one operator of a split key: evaluations with proofs. */
export async function evaluate(
  work: GroupWork,
  session: Session,
  held_key: HeldKey,
  { masked, bounds }: { masked: Elements; bounds: BatchBounds },
): Promise<Evaluation> {
  checkBatch(masked, bounds);
  const elements = await work.run({ op: 'multiply', scalar: held_key.key, elements: masked });
  const proofs = await prove(work, session, held_key, { before: masked, after: elements });
  return { elements, proofs };
}

/** An evaluation with the public key, pinned beforehand, that it must hold against. */
export interface Part extends Evaluation {
  readonly public_key: Uint8Array;
}

/**
 * Asker: tokens of the inputs, `width` bytes each, of one evaluation or of one by each operator.
 * Every proof is verified before anything is made of it (`exchange.proof`, `exchange.element`).
 */
export async function openTokens(
  work: GroupWork,
  { suite, seed }: Session,
  asked: { readonly inputs: Inputs; readonly masked: Elements; readonly width: number },
  parts: readonly Part[],
): Promise<Uint8Array> {
  for (const part of parts) {
    const { public_key, elements, proofs } = part;
    await verify(work, { suite, public_key, before: asked.masked, after: elements, proofs });
  }
  const whole = await addParts(work, parts);
  const elements = await holding(work, { secret: seed, as: 'seed' }, (held) =>
    work.run({ op: 'unmask', suite, seed: held, elements: whole }),
  );
  return work.run({ op: 'finalize', inputs: asked.inputs, elements, width: asked.width });
}

/** Key holder: tokens of its own inputs, `width` bytes each. */
export async function tokenise(
  work: GroupWork,
  suite: Suite,
  key: Held,
  { inputs, width }: { readonly inputs: Inputs; readonly width: number },
): Promise<Uint8Array> {
  const hashed = await work.run({ op: 'hash', suite, inputs });
  const elements = await work.run({ op: 'multiply', scalar: key, elements: hashed });
  return work.run({ op: 'finalize', inputs, elements, width });
}

/** The public key of a split key: the sum of its operators' public keys. */
export async function sumOfKeys(
  work: GroupWork,
  public_keys: readonly Uint8Array[],
): Promise<Uint8Array> {
  return addParts(
    work,
    public_keys.map((elements) => ({ elements })),
  );
}

async function addParts(
  work: GroupWork,
  parts: readonly { readonly elements: Elements }[],
): Promise<Elements> {
  const [first, ...rest] = parts;
  assert(first, 'an evaluation');
  let sum = first.elements;
  for (const { elements } of rest) {
    checkRows(elements, sum.length / 32);
    sum = await work.run({ op: 'add', elements: sum, others: elements });
  }
  return sum;
}
