/**
 * The arithmetic of private set intersection in two stages. The learner's elements carry one blind
 * r; the holder returns k·(r·H(x)) in a drawn order, beside ascending tags of k·H(y) of its own
 * set. So stage 1 tells the learner how many it shares, stage 2 (the order revealed, and proved)
 * which.
 *
 * What a liar can do: a learner that plants elements related to each other (P and 2P) finds these
 * two again among what is returned, and so learns of P in stage 1 what belongs to stage 2; a holder
 * whose wrong evaluations cancel out in the sum passes stage 1, and fails stage 2. Both are seen
 * when the session is replayed from its committed seeds, and neither by arithmetic alone.
 */
import { Fault, present } from '../../base/index.js';
import { type BatchBounds, checkBatch, type Elements, rowsOf } from './element.js';
import type { Inputs } from './inputs.js';
import { drawOrder, inOrder, inverseOrder, type Order } from './order.js';
import { drawFrom, drawn, extractSeed, SEED_BYTES } from './seed.js';
import {
  checkRows,
  type HeldKey,
  holding,
  holdingDraw,
  prove,
  type Session,
  verify,
} from './session.js';
import { ELEMENT_BYTES } from './sodium.js';
import { TAG_BYTES } from './task.js';
import type { GroupWork } from './work.js';

/** What the learner sends, padded to `rows` elements in a drawn order. */
export async function blindSet(
  work: GroupWork,
  session: Session,
  { inputs, rows = inputs.ends.length }: { readonly inputs: Inputs; readonly rows?: number },
): Promise<Elements> {
  const { suite, seed } = session;
  const hashed = await work.run({ op: 'hash', suite, inputs });
  const blinded = await holdingDraw(work, session, { label: 'blind', as: 'scalar' }, (scalar) =>
    work.run({ op: 'multiply', scalar, elements: hashed }),
  );
  const missing = rows - inputs.ends.length;
  const padding = await holding(work, { secret: seed, as: 'seed' }, (held) =>
    work.run({ op: 'pad', suite, seed: held, rows: missing }),
  );
  const all = new Uint8Array(rows * ELEMENT_BYTES);
  all.set(blinded);
  all.set(padding, blinded.length);
  return inOrder(all, ELEMENT_BYTES, orderOf(session, rows));
}

/** What the holder answers in stage 1. */
export interface CountAnswer {
  /** Evaluations of the learner's elements, in a drawn order. */
  readonly evaluated: Elements;
  /** Tags of the holder's set and of its padding, 10 bytes each, ascending. */
  readonly tags: Uint8Array;
  /** That the evaluations' sum is key × the elements' sum: 64 bytes, none if not asked. */
  readonly sum_proof: Uint8Array;
}

export async function answerCount(
  work: GroupWork,
  session: Session,
  held_key: HeldKey,
  asked: {
    readonly blinded: Elements;
    readonly bounds: BatchBounds;
    readonly own: Inputs;
    /** Tags to be sent, padding included; the size of the holder's set without. */
    readonly tags?: number;
    readonly with_proof: boolean;
  },
): Promise<CountAnswer> {
  checkBatch(asked.blinded, asked.bounds);
  const elements = await work.run({
    op: 'multiply',
    scalar: held_key.key,
    elements: asked.blinded,
  });
  const evaluated = inOrder(elements, ELEMENT_BYTES, orderOf(session, rowsOf(elements)));
  const tags = await ownTags(work, session, held_key, asked);
  const sum_proof = asked.with_proof
    ? await proveSum(work, session, held_key, { before: asked.blinded, after: elements })
    : new Uint8Array();
  return { evaluated, tags, sum_proof };
}

/** What the learner knows after stage 1: how many are shared, not which of its own. */
export interface Counted {
  readonly shared: number;
  /** One byte for each evaluation, in the holder's order: 1 where its tag is the holder's too. */
  readonly is_shared: Uint8Array;
}

/**
 * Learner, stage 1. Throws the Faults `exchange.rows`, `exchange.element`, `exchange.proof` and
 * `exchange.tags`.
 */
export async function countShared(
  work: GroupWork,
  session: Session,
  asked: {
    readonly blinded: Elements;
    readonly answer: CountAnswer;
    /** The holder's public key, where its sum is to be verified. */
    readonly public_key: Uint8Array | null;
  },
): Promise<Counted> {
  const { suite } = session;
  const { evaluated, tags, sum_proof } = asked.answer;
  checkRows(evaluated, rowsOf(asked.blinded));
  checkTags(tags);
  if (asked.public_key) {
    const [before, after] = [await sumOf(work, asked.blinded), await sumOf(work, evaluated)];
    const { public_key } = asked;
    await verify(work, { suite, public_key, before, after, proofs: sum_proof });
  }
  const elements = await holdingDraw(work, session, { label: 'blind', as: 'inverse' }, (scalar) =>
    work.run({ op: 'multiply', scalar, elements: evaluated }),
  );
  const own = texts(await work.run({ op: 'tag', suite, elements }));
  const theirs = new Set(texts(tags));
  const is_shared = Uint8Array.from(own, (tag) => (theirs.has(tag) ? 1 : 0));
  return { shared: is_shared.reduce((sum, each) => sum + each, 0), is_shared };
}

/** What the holder reveals in stage 2. */
export interface OrderAnswer {
  /** The seed of the order of stage 1, 32 bytes; it gives nothing else away. */
  readonly order_seed: Uint8Array;
  /** 64 bytes for each 1,024 elements, in the learner's order. */
  readonly proofs: Uint8Array;
}

/** Holder, stage 2: from what it was sent and what it answered in stage 1. */
export async function answerOrder(
  work: GroupWork,
  session: Session,
  held_key: HeldKey,
  { blinded, evaluated }: { readonly blinded: Elements; readonly evaluated: Elements },
): Promise<OrderAnswer> {
  const order = orderOf(session, rowsOf(blinded));
  const after = inOrder(evaluated, ELEMENT_BYTES, inverseOrder(order));
  const proofs = await prove(work, session, held_key, { before: blinded, after });
  return { order_seed: orderSeedOf(session), proofs };
}

/**
 * Learner, stage 2: the indexes of its inputs that both have. The evaluations are those of stage 1,
 * put into the learner's order; proofs that do not hold for them are refused (`exchange.proof`).
 */
export async function learnShared(
  work: GroupWork,
  session: Session,
  asked: {
    readonly blinded: Elements;
    readonly evaluated: Elements;
    readonly is_shared: Uint8Array;
    readonly answer: OrderAnswer;
    readonly public_key: Uint8Array;
    /** How many inputs were blinded; the rest is padding. */
    readonly inputs: number;
  },
): Promise<number[]> {
  const { suite } = session;
  const rows = rowsOf(asked.blinded);
  if (asked.answer.order_seed.length !== SEED_BYTES) throw new Fault('exchange.order_seed');
  const theirs = drawOrder(asked.answer.order_seed, suite, rows);
  const after = inOrder(asked.evaluated, ELEMENT_BYTES, inverseOrder(theirs));
  const { public_key, blinded: before } = asked;
  await verify(work, { suite, public_key, before, after, proofs: asked.answer.proofs });
  const mine = orderOf(session, rows);
  return [...theirs.entries()]
    .filter(([place]) => asked.is_shared[place] === 1)
    .map(([, row]) => present(mine[row], 'a row of the learner'))
    .filter((input) => input < asked.inputs)
    .sort((a, b) => a - b);
}

/** Tags of the holder's set; ascending, so that their order says nothing of the set's. */
async function ownTags(
  work: GroupWork,
  session: Session,
  { key }: HeldKey,
  { own, tags = own.ends.length }: { readonly own: Inputs; readonly tags?: number },
): Promise<Uint8Array> {
  const { suite } = session;
  const hashed = await work.run({ op: 'hash', suite, inputs: own });
  const elements = await work.run({ op: 'multiply', scalar: key, elements: hashed });
  const known = texts(await work.run({ op: 'tag', suite, elements }));
  const extracted = extractSeed(session.seed);
  for (let index = 0; known.length < tags; index++) {
    const drawn_bytes = drawn(extracted, { suite, label: 'padding-tag', index });
    known.push(Buffer.from(drawn_bytes.subarray(0, TAG_BYTES)).toString('latin1'));
  }
  extracted.fill(0);
  return Buffer.from(known.sort().join(''), 'latin1');
}

async function proveSum(
  work: GroupWork,
  session: Session,
  held_key: HeldKey,
  { before, after }: { before: Elements; after: Elements },
): Promise<Uint8Array> {
  const sums = { before: await sumOf(work, before), after: await sumOf(work, after) };
  return prove(work, session, held_key, sums);
}

async function sumOf(work: GroupWork, elements: Elements): Promise<Elements> {
  let sums = await work.run({ op: 'sum', elements });
  while (rowsOf(sums) > 1) sums = await work.run({ op: 'sum', elements: sums });
  return sums;
}

function checkTags(tags: Uint8Array): void {
  if (tags.length % TAG_BYTES !== 0) throw new Fault('exchange.tags');
  const all = texts(tags);
  const isAscending = all.every((tag, i) => i === 0 || present(all[i - 1], 'a tag') <= tag);
  if (!isAscending) throw new Fault('exchange.tags');
}

/** Tags as texts of one character a byte, which compare as the bytes do. */
function texts(tags: Uint8Array): string[] {
  const text = Buffer.from(tags.buffer, tags.byteOffset, tags.length).toString('latin1');
  return Array.from({ length: tags.length / TAG_BYTES }, (_, i) =>
    text.slice(i * TAG_BYTES, (i + 1) * TAG_BYTES),
  );
}

function orderSeedOf({ suite, seed }: Session): Uint8Array {
  return drawFrom(seed, suite, 'order').subarray(0, SEED_BYTES);
}

function orderOf(session: Session, rows: number): Order {
  return drawOrder(orderSeedOf(session), session.suite, rows);
}
