/** Orders drawn from a seed: Fisher–Yates with rejection, so that each is equally likely. */
import { present } from '../../base/index.js';
import type { Suite } from './context.js';
import { drawn, extractSeed } from './seed.js';

/** `order[j]` is the row that comes to place `j`. */
export type Order = Uint32Array;

/** The order of `rows` rows that a seed of 32 bytes stands for. */
export function drawOrder(seed: Uint8Array, suite: Suite, rows: number): Order {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  const extracted = extractSeed(seed);
  const below = uniformBelow(extracted, suite);
  for (let i = rows - 1; i > 0; i--) {
    const j = below(i + 1);
    const held = present(order[i], 'a row');
    order[i] = present(order[j], 'a row');
    order[j] = held;
  }
  extracted.fill(0);
  return order;
}

/** Rows of `width` bytes in the order given. */
export function inOrder(rows: Uint8Array, width: number, order: Order): Uint8Array {
  const moved = new Uint8Array(rows.length);
  order.forEach((row, j) => {
    moved.set(rows.subarray(row * width, (row + 1) * width), j * width);
  });
  return moved;
}

/** The order that undoes one. */
export function inverseOrder(order: Order): Order {
  const inverse = new Uint32Array(order.length);
  order.forEach((row, j) => {
    inverse[row] = j;
  });
  return inverse;
}

/** Whole numbers below a bound; 32-bit words above its last multiple are drawn again. */
function uniformBelow(extracted: Uint8Array, suite: Suite): (bound: number) => number {
  let index = 0;
  let at = 64;
  const block = new DataView(new ArrayBuffer(64));
  const word = () => {
    if (at === 64) {
      const bytes = drawn(extracted, { suite, label: 'order-draw', index: index++ });
      new Uint8Array(block.buffer).set(bytes);
      bytes.fill(0);
      at = 0;
    }
    at += 4;
    return block.getUint32(at - 4);
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let drawn_word = word();
    while (drawn_word >= limit) drawn_word = word();
    return drawn_word % bound;
  };
}
