import { beforeAll, describe, expect, test } from 'vitest';
import { suiteOf } from './context.js';
import { answerCount, answerOrder, blindSet, countShared, learnShared } from './discovery.js';
import { packInputs } from './inputs.js';
import { contextKey } from './keys.js';
import type { HeldKey } from './session.js';
import { type Group, openGroup } from './sodium.js';
import { type GroupWork, workHere } from './work.js';

const CONTEXT = { agreement: 'a1', epoch: '2026-11', purpose: 'P1' };
const suite = suiteOf(CONTEXT);
const seedOf = (n: number) => new Uint8Array(32).fill(n);
const learner = { suite, seed: seedOf(1) };
const holder = { suite, seed: seedOf(2) };
const bounds = { elements_max: 64 };
const known = ['ana', 'beto', 'caro', 'dani', 'ema'];
const own = packInputs(['zoe', 'caro', 'beto', 'yuri']);
const inputs = packInputs(known);

let group: Group;
let work: GroupWork;
let key: HeldKey;

beforeAll(async () => {
  group = await openGroup();
  work = workHere(group);
  key = await heldKey(9);
});

async function heldKey(n: number): Promise<HeldKey> {
  const pair = contextKey(group, seedOf(n), CONTEXT);
  return { key: await work.hold(pair.secret, 'scalar'), public_key: pair.public };
}

/** Both stages; `rows` and `tags` are the padded sizes. */
async function play({ rows, tags }: { rows?: number; tags?: number }) {
  const blinded = await blindSet(work, learner, { inputs, ...(rows && { rows }) });
  const needs = { blinded, bounds, own, with_proof: true, ...(tags && { tags }) };
  const count = await answerCount(work, holder, key, needs);
  const { public_key } = key;
  const counted = await countShared(work, learner, { blinded, answer: count, public_key });
  const { evaluated } = count;
  const answer = await answerOrder(work, holder, key, { blinded, evaluated });
  const { is_shared } = counted;
  const asked = { blinded, evaluated, is_shared, answer, public_key, inputs: known.length };
  return { blinded, count, counted, answer, asked, which: () => learnShared(work, learner, asked) };
}

describe('discovery in two stages', () => {
  test.each([{}, { rows: 16 }, { rows: 16, tags: 32 }])(
    'tells how many, then which, padded %o',
    async (sizes) => {
      const { blinded, count, counted, which } = await play(sizes);
      expect(blinded.length).toBe((sizes.rows ?? 5) * 32);
      expect(count.tags.length).toBe((sizes.tags ?? 4) * 10);
      expect(counted.shared).toBe(2);
      expect(await which()).toEqual([1, 2]);
    },
  );

  test('the same seeds give the same bytes, after a crash or in an audit', async () => {
    const [first, again] = [await play({ rows: 16, tags: 32 }), await play({ rows: 16, tags: 32 })];
    expect(again.blinded).toEqual(first.blinded);
    expect(again.count).toEqual(first.count);
    expect(again.answer).toEqual(first.answer);
  });

  test('the sum proof refuses evaluations by another key', async () => {
    const { blinded, count } = await play({});
    const { public_key } = await heldKey(8);
    const wrong = countShared(work, learner, { blinded, answer: count, public_key });
    await expect(wrong).rejects.toMatchObject({ code: 'exchange.proof' });
  });

  test('another order than that of stage 1 is refused in stage 2', async () => {
    const { asked } = await play({ rows: 16 });
    const answer = { ...asked.answer, order_seed: seedOf(7) };
    await expect(learnShared(work, learner, { ...asked, answer })).rejects.toMatchObject({
      code: 'exchange.proof',
    });
    const cut = { ...asked.answer, order_seed: seedOf(7).subarray(1) };
    await expect(learnShared(work, learner, { ...asked, answer: cut })).rejects.toMatchObject({
      code: 'exchange.order_seed',
    });
  });

  test('evaluations that cancel out in the sum pass stage 1 and fail stage 2', async () => {
    const { blinded, count, asked } = await play({});
    const evaluated = await shiftTwo(count.evaluated);
    const { public_key } = key;
    const answer = { ...count, evaluated };
    const counted = await countShared(work, learner, { blinded, answer, public_key });
    const stage2 = learnShared(work, learner, { ...asked, evaluated, ...counted });
    await expect(stage2).rejects.toMatchObject({ code: 'exchange.proof' });
  });

  test.each([
    ['fewer evaluations', 'exchange.rows', (evaluated: Uint8Array) => evaluated.subarray(32)],
    ['the identity', 'exchange.element', (evaluated: Uint8Array) => evaluated.fill(0, 0, 32)],
  ])('%s are refused in stage 1', async (_name, code, change) => {
    const { blinded, count } = await play({});
    const answer = { ...count, evaluated: change(count.evaluated) };
    const asked = { blinded, answer, public_key: null };
    await expect(countShared(work, learner, asked)).rejects.toMatchObject({ code });
  });

  test('tags out of order are refused: an order could carry what it must not', async () => {
    const { blinded, count } = await play({});
    const { tags } = count;
    const swapped = new Uint8Array([...tags.subarray(10, 20), ...tags.subarray(0, 10)]);
    const asked = { blinded, answer: { ...count, tags: swapped }, public_key: null };
    await expect(countShared(work, learner, asked)).rejects.toMatchObject({
      code: 'exchange.tags',
    });
  });
});

/** Adds an element to the first row and takes it from the second. */
async function shiftTwo(elements: Uint8Array): Promise<Uint8Array> {
  const shift = await work.run({ op: 'hash', suite, inputs: packInputs(['shift']) });
  const minus = await work.hold(
    Buffer.from(`ecd3f55c1a631258d69cf7a2def9de14${'0'.repeat(30)}10`, 'hex'),
    'scalar',
  );
  const back = await work.run({ op: 'multiply', scalar: minus, elements: shift });
  const others = new Uint8Array([...shift, ...back]);
  const shifted = await work.run({ op: 'add', elements: elements.subarray(0, 64), others });
  return new Uint8Array([...shifted, ...elements.subarray(64)]);
}
