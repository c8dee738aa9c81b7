/** What can be asked of the group: each task works row by row, so that rows can be spread. */
import type { Suite } from './context.js';
import type { Elements } from './element.js';
import { type Inputs, sliceInputs } from './inputs.js';
import { PROOF_BYTES, PROOF_ROWS } from './proof.js';
import { ELEMENT_BYTES } from './sodium.js';

/** A secret that lies where work is done; it has a number and shows nothing of itself. */
export interface Held {
  readonly held: number;
}

/**
 * What a held secret is: the `seed` of a session, a `scalar` (32 bytes, or 64 that are reduced), or
 * the `inverse` of the scalar given.
 */
export type HeldAs = 'seed' | 'scalar' | 'inverse';

export type Task =
  /** Each input's element: 32 bytes a row. */
  | { readonly op: 'hash'; readonly suite: Suite; readonly inputs: Inputs }
  /** Each element times a held scalar. */
  | { readonly op: 'multiply'; readonly scalar: Held; readonly elements: Elements }
  /** Each element times a scalar of its own, drawn from a held seed; `unmask` undoes `mask`. */
  | {
      readonly op: 'mask' | 'unmask';
      readonly suite: Suite;
      readonly seed: Held;
      readonly elements: Elements;
    }
  /** Each element plus its counterpart. */
  | { readonly op: 'add'; readonly elements: Elements; readonly others: Elements }
  /** Finalize of RFC 9497 cut to `width` bytes: the token of each input and unmasked element. */
  | {
      readonly op: 'finalize';
      readonly inputs: Inputs;
      readonly elements: Elements;
      readonly width: number;
    }
  /** A tag of {@link TAG_BYTES} of each element alone, where nobody knows its input. */
  | { readonly op: 'tag'; readonly suite: Suite; readonly elements: Elements }
  /** Elements that nobody knows anything about, drawn from a held seed. */
  | { readonly op: 'pad'; readonly suite: Suite; readonly seed: Held; readonly rows: number }
  /** The sum of each shard: 32 bytes. Sum what comes back until one is left. */
  | { readonly op: 'sum'; readonly elements: Elements }
  /** A proof of 64 bytes for each 1,024 rows that held key × elements = others. */
  | {
      readonly op: 'prove';
      readonly suite: Suite;
      readonly key: Held;
      readonly seed: Held;
      readonly public_key: Uint8Array;
      readonly elements: Elements;
      readonly others: Elements;
    }
  /** One byte for each 1,024 rows: 1 where its proof holds. */
  | {
      readonly op: 'verify';
      readonly suite: Suite;
      readonly public_key: Uint8Array;
      readonly elements: Elements;
      readonly others: Elements;
      readonly proofs: Uint8Array;
    };

/** Bytes of a tag: two of n tags are equal by chance with n² / 2⁸⁰. */
export const TAG_BYTES = 10;

/** Rows done at once: small enough to share out and to let others have the thread. */
const SHARD_ROWS = 256;

export interface Shard {
  readonly task: Task;
  /** The index of its first row in the whole. */
  readonly first: number;
}

/** A task as shards, in order; what they give, put together, is what the task gives. */
export function* shardsOf(task: Task): Generator<Shard> {
  const rows = rowsOfTask(task);
  const step = task.op === 'prove' || task.op === 'verify' ? PROOF_ROWS : SHARD_ROWS;
  for (let from = 0; from < rows; from += step) {
    yield { task: sliceTask(task, from, Math.min(rows, from + step)), first: from };
  }
}

/** The arrays of a shard that can change hands with it, none of which the caller has. */
export function transferable({ task }: Shard): ArrayBuffer[] {
  const arrays: Uint8Array[] = [];
  if ('elements' in task) arrays.push(task.elements);
  if ('others' in task) arrays.push(task.others);
  if ('inputs' in task) arrays.push(task.inputs.bytes);
  return arrays.map((array) => array.buffer as ArrayBuffer);
}

function rowsOfTask(task: Task): number {
  if ('elements' in task) return task.elements.length / ELEMENT_BYTES;
  return task.op === 'pad' ? task.rows : task.inputs.ends.length;
}

function sliceTask(task: Task, from: number, to: number): Task {
  const elements = (of: Elements) => copyOf(of.subarray(from * ELEMENT_BYTES, to * ELEMENT_BYTES));
  switch (task.op) {
    case 'hash':
      return { ...task, inputs: sliceInputs(task.inputs, from, to) };
    case 'finalize':
      return {
        ...task,
        inputs: sliceInputs(task.inputs, from, to),
        elements: elements(task.elements),
      };
    case 'pad':
      return { ...task, rows: to - from };
    case 'add':
    case 'prove':
      return { ...task, elements: elements(task.elements), others: elements(task.others) };
    case 'verify': {
      const at = (from / PROOF_ROWS) * PROOF_BYTES;
      const proofs = copyOf(task.proofs.subarray(at, at + PROOF_BYTES));
      return { ...task, proofs, elements: elements(task.elements), others: elements(task.others) };
    }
    default:
      return { ...task, elements: elements(task.elements) };
  }
}

/** A copy in memory of its own; `slice` of a Buffer is none. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
