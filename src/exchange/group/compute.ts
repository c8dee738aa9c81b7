/** One shard computed in this thread. */
import { assert } from '../../base/index.js';
import type { Suite } from './context.js';
import { type Elements, elementFault, flawOf, rowsOf } from './element.js';
import { expandMessage, groupDomain, prefixed, sha512 } from './hashing.js';
import { inputAt } from './inputs.js';
import { generateProof, verifyProof } from './proof.js';
import { drawn, extractSeed, type Label } from './seed.js';
import { type Address, ELEMENT_BYTES, type Group, SCALAR_BYTES } from './sodium.js';
import { type Held, type Shard, TAG_BYTES, type Task } from './task.js';

/** A secret of this thread. */
export interface Kept {
  readonly address: Address;
  readonly bytes: number;
}

/** What a shard is computed with. */
export interface Bench {
  readonly group: Group;
  kept(held: Held): Kept;
}

/** Throws `exchange.element` with the index of the first element that is none. */
export function computeShard(bench: Bench, { task, first }: Shard): Uint8Array {
  const { group } = bench;
  switch (task.op) {
    case 'hash':
      return hashRows(group, task);
    case 'multiply':
      return multiplyRows(group, task.elements, first, () => bench.kept(task.scalar).address);
    case 'mask':
    case 'unmask':
      return maskRows(bench, task, first);
    case 'add':
      return addRows(group, task, first);
    case 'finalize':
      return finalizeRows(task);
    case 'tag':
      return tagRows(task);
    case 'pad':
      return padRows(bench, task, first);
    case 'sum':
      return sumRows(group, task.elements, first);
    case 'prove':
      return proveRows(bench, task, first);
    case 'verify':
      return Uint8Array.of(verifyProof(group, statementOf(task), task.proofs) ? 1 : 0);
  }
}

type TaskOf<Op extends Task['op']> = Extract<Task, { readonly op: Op }>;

function hashRows(group: Group, { suite, inputs }: TaskOf<'hash'>): Elements {
  const domain = groupDomain(suite);
  return group.scratch((take) => {
    const [wide, rows] = [take(64), inputs.ends.length];
    const out = take(rows * ELEMENT_BYTES);
    for (let i = 0; i < rows; i++) {
      group.put(wide, expandMessage(domain, inputAt(inputs, i)));
      group.fromUniform(out + i * ELEMENT_BYTES, wide);
    }
    return group.get(out, rows * ELEMENT_BYTES);
  });
}

/** In place, each row by its scalar. */
function multiplyRows(
  group: Group,
  elements: Elements,
  first: number,
  scalarOf: (i: number) => Address,
): Elements {
  return group.scratch((take) => {
    const at = take(elements.length);
    group.put(at, elements);
    for (let i = 0; i < rowsOf(elements); i++) {
      const row = at + i * ELEMENT_BYTES;
      if (!group.multiply(row, scalarOf(i), row)) throw flaw(elements, i, first);
    }
    return group.get(at, elements.length);
  });
}

function maskRows(bench: Bench, task: TaskOf<'mask' | 'unmask'>, first: number): Elements {
  const { group } = bench;
  const rows = rowsOf(task.elements);
  return group.scratch((take) => {
    const scalars = take(rows * SCALAR_BYTES);
    const wide = take(64);
    drawRows(bench, { ...task, label: 'mask', first, rows }, (uniform, i) => {
      group.put(wide, uniform);
      group.reduce(scalars + i * SCALAR_BYTES, wide);
    });
    if (task.op === 'unmask') invertRows(group, scalars, rows);
    return multiplyRows(group, task.elements, first, (i) => scalars + i * SCALAR_BYTES);
  });
}

/** Inverts all scalars with one inversion (Montgomery): 1/a = (all before a) · 1/(all up to a). */
function invertRows(group: Group, scalars: Address, rows: number): void {
  if (rows === 0) return;
  const at = (base: Address, i: number) => base + i * SCALAR_BYTES;
  group.scratch((take) => {
    const [products, rest, kept] = [
      take(rows * SCALAR_BYTES),
      take(SCALAR_BYTES),
      take(SCALAR_BYTES),
    ];
    group.put(products, group.get(scalars, SCALAR_BYTES));
    for (let i = 1; i < rows; i++) {
      group.scalarMultiply(at(products, i), at(products, i - 1), at(scalars, i));
    }
    assert(group.invert(rest, at(products, rows - 1)), 'a drawn scalar is not zero');
    for (let i = rows - 1; i > 0; i--) {
      group.scalarMultiply(kept, rest, at(products, i - 1));
      group.scalarMultiply(rest, rest, at(scalars, i));
      group.put(at(scalars, i), group.get(kept, SCALAR_BYTES));
    }
    group.put(scalars, group.get(rest, SCALAR_BYTES));
  });
}

function addRows(group: Group, { elements, others }: TaskOf<'add'>, first: number): Elements {
  assert(elements.length === others.length, 'each element has its counterpart');
  return group.scratch((take) => {
    const [a, b] = [take(elements.length), take(elements.length)];
    group.put(a, elements);
    group.put(b, others);
    for (let at = 0; at < elements.length; at += ELEMENT_BYTES) {
      if (!group.add(a + at, a + at, b + at)) {
        throw elementFault(first + at / ELEMENT_BYTES, 'encoding');
      }
    }
    return group.get(a, elements.length);
  });
}

function finalizeRows({ inputs, elements, width }: TaskOf<'finalize'>): Uint8Array {
  const rows = rowsOf(elements);
  assert(inputs.ends.length === rows, 'each element has its input');
  const out = new Uint8Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const parts = [...prefixed(inputAt(inputs, i)), ...prefixed(rowAt(elements, i))];
    out.set(sha512(...parts, 'Finalize').subarray(0, width), i * width);
  }
  return out;
}

function tagRows({ suite, elements }: TaskOf<'tag'>): Uint8Array {
  const out = new Uint8Array(rowsOf(elements) * TAG_BYTES);
  for (let i = 0; i < rowsOf(elements); i++) {
    const hash = sha512(...prefixed(`Puente-tag-${suite}`), rowAt(elements, i));
    out.set(hash.subarray(0, TAG_BYTES), i * TAG_BYTES);
  }
  return out;
}

function padRows(bench: Bench, task: TaskOf<'pad'>, first: number): Elements {
  const { group } = bench;
  return group.scratch((take) => {
    const [wide, out] = [take(64), take(task.rows * ELEMENT_BYTES)];
    drawRows(bench, { ...task, label: 'padding', first }, (uniform, i) => {
      group.put(wide, uniform);
      group.fromUniform(out + i * ELEMENT_BYTES, wide);
    });
    return group.get(out, task.rows * ELEMENT_BYTES);
  });
}

function sumRows(group: Group, elements: Elements, first: number): Elements {
  return group.scratch((take) => {
    const [sum, row] = [take(ELEMENT_BYTES), take(ELEMENT_BYTES)];
    for (let i = 0; i < rowsOf(elements); i++) {
      group.put(row, rowAt(elements, i));
      if (!group.add(sum, sum, row)) throw flaw(elements, i, first);
    }
    return group.get(sum, ELEMENT_BYTES);
  });
}

function proveRows(bench: Bench, task: TaskOf<'prove'>, first: number): Uint8Array {
  const seed = secretOf(bench, task.seed);
  const key = bench.kept(task.key).address;
  const proof = generateProof(bench.group, key, { statement: statementOf(task), seed });
  seed.fill(0);
  if (proof === null) throw elementFault(first, 'encoding');
  return proof;
}

function statementOf(task: TaskOf<'prove' | 'verify'>) {
  const { suite, public_key, elements, others } = task;
  assert(elements.length === others.length, 'each element has its evaluation');
  return { suite, public_key, before: elements, after: others };
}

interface Draw {
  readonly suite: Suite;
  readonly seed: Held;
  readonly label: Label;
  readonly first: number;
  readonly rows: number;
}

/** Draws 64 bytes a row; they are wiped when the row is done with. */
function drawRows(bench: Bench, draw: Draw, use: (uniform: Uint8Array, i: number) => void): void {
  const seed = secretOf(bench, draw.seed);
  const extracted = extractSeed(seed);
  seed.fill(0);
  for (let i = 0; i < draw.rows; i++) {
    const uniform = drawn(extracted, {
      suite: draw.suite,
      label: draw.label,
      index: draw.first + i,
    });
    use(uniform, i);
    uniform.fill(0);
  }
  extracted.fill(0);
}

function secretOf(bench: Bench, held: Held): Uint8Array {
  const { address, bytes } = bench.kept(held);
  return bench.group.get(address, bytes);
}

function flaw(elements: Elements, i: number, first: number) {
  return elementFault(first + i, flawOf(rowAt(elements, i)));
}

function rowAt(elements: Elements, i: number): Uint8Array {
  return elements.subarray(i * ELEMENT_BYTES, (i + 1) * ELEMENT_BYTES);
}
