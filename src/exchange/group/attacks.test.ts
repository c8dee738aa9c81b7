/**
 * Attacks of groups 2, 3, 4, 8 and 17 on the cryptography of the exchange. Each is also run on a
 * build that lacks the defence, where it must succeed: otherwise it would prove nothing.
 */
import { createHash, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { ed25519, ristretto255 } from '@noble/curves/ed25519.js';
import sodium from 'libsodium-wrappers-sumo';
import { describe, expect, test } from 'vitest';
import { present } from '../../base/index.js';
import { type ExchangeContext, suiteOf } from './context.js';
import { answerCount } from './discovery.js';
import { checkBatch, elementFlaw } from './element.js';
import { packInputs } from './inputs.js';
import { contextKey } from './keys.js';
import { evaluate, maskInputs, openTokens, type Part, tokenise } from './lookup.js';
import { drawOrder } from './order.js';
import { generateProof } from './proof.js';
import { openGroup } from './sodium.js';
import { workHere } from './work.js';

const group = await openGroup();
const work = workHere(group);
const CONTEXT: ExchangeContext = { agreement: 'a1', epoch: '2026-11', purpose: 'P1' };
const suite = suiteOf(CONTEXT);
const seedOf = (n: number) => new Uint8Array(32).fill(n);
const session = { suite, seed: seedOf(1) };
const bounds = { elements_max: 16 };
const NAMES = ['ana', 'beto', 'caro', 'dani'];
const inputs = packInputs(NAMES);
const rowOf = (elements: Uint8Array, i: number) => elements.slice(i * 32, (i + 1) * 32);
const flat = (rows: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(rows));

async function operator(n: number, context = CONTEXT) {
  const pair = contextKey(group, seedOf(n), context);
  const key = await work.hold(pair.secret, 'scalar');
  return { key, public_key: pair.public };
}

describe('group 2: bad elements', async () => {
  const good = await work.run({ op: 'hash', suite, inputs });
  const key = await operator(9);
  const asked = (masked: Uint8Array) => evaluate(work, session, key, { masked, bounds });

  test('the identity is refused; control: evaluated, its token needs no key', async () => {
    const masked = flat([rowOf(good, 0), new Uint8Array(32)]);
    await expect(asked(masked)).rejects.toMatchObject({ params: { index: 1, reason: 'identity' } });
    const weak = [3n, 5n].map((k) => ristretto255.Point.fromBytes(new Uint8Array(32)).multiply(k));
    expect(weak.map((point) => point.toHex())).toEqual(['00'.repeat(32), '00'.repeat(32)]);
  });

  test('a second spelling is refused; control: read leniently, it slips by', async () => {
    const spelled = rowOf(good, 0);
    spelled[31] = present(spelled[31], 'a byte') | 0x80;
    const masked = flat([rowOf(good, 0), spelled]);
    await expect(asked(masked)).rejects.toMatchObject({ params: { index: 1, reason: 'encoding' } });
    checkBatch(masked, bounds);
    const lenient = flat(
      [0, 1].map((i) => rowOf(masked, i).map((b, at) => (at < 31 ? b : b & 0x7f))),
    );
    const weak = await work.run({ op: 'multiply', scalar: key.key, elements: lenient });
    expect(rowOf(weak, 1)).toEqual(rowOf(weak, 0));
  });

  test('a point of small order is refused; control: it tells the key modulo 8', async () => {
    const small = Buffer.from(
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'hex',
    );
    await expect(asked(small)).rejects.toMatchObject({ params: { index: 0, reason: 'encoding' } });
    const point = ed25519.Point.fromBytes(small);
    const results = Array.from({ length: 16 }, (_, k) => point.multiplyUnsafe(BigInt(k)).toHex());
    expect(new Set(results).size).toBe(8);
    expect(results.slice(8)).toEqual(results.slice(0, 8));
  });

  test.each([31, 33])('%i bytes are refused', async (length) => {
    expect(elementFlaw(group, new Uint8Array(length).fill(1))).toBe('length');
    await expect(asked(new Uint8Array(length).fill(1))).rejects.toMatchObject({
      code: 'exchange.element',
      params: { reason: 'length' },
    });
  });

  test('an element twice is refused; control: shuffled, the equal two stand out', async () => {
    const masked = flat([0, 1, 2, 1].map((i) => rowOf(good, i)));
    await expect(asked(masked)).rejects.toMatchObject({
      code: 'exchange.element_twice',
      params: { index: 3, first: 1 },
    });
    const weak = await work.run({ op: 'multiply', scalar: key.key, elements: masked });
    const shuffled = [2, 3, 0, 1].map((i) => Buffer.from(rowOf(weak, i)).toString('hex'));
    const twice = shuffled.filter((row) => shuffled.indexOf(row) !== shuffled.lastIndexOf(row));
    expect(twice[0]).toBe(Buffer.from(rowOf(weak, 1)).toString('hex'));
  });

  test('a batch above the bound is refused before anything is computed', async () => {
    const asked_again = evaluate(work, session, key, { masked: good, bounds: { elements_max: 3 } });
    await expect(asked_again).rejects.toMatchObject({ code: 'exchange.batch_size' });
  });
});

describe('group 3: wrong keys and tagging', async () => {
  const [right, other] = [await operator(9), await operator(8)];
  const old = await operator(9, { ...CONTEXT, epoch: '2026-10' });
  const foreign = { ...CONTEXT, agreement: 'a2' };
  const masked = await maskInputs(work, session, inputs);
  const honest = await evaluate(work, session, right, { masked, bounds });
  const theirs = await evaluate(work, session, other, { masked, bounds });
  const asked = { inputs, masked, width: 32 };
  const mixed = flat(
    [0, 1, 2, 3].map((i) => rowOf(i === 2 ? theirs.elements : honest.elements, i)),
  );
  const turned = flat([1, 0, 2, 3].map((i) => rowOf(honest.elements, i)));
  const proofsFor = async (elements: Uint8Array, by = right, of = suite) => {
    const proof = generateProof(group, await keyAddress(by === right ? 9 : 8), {
      statement: { suite: of, public_key: by.public_key, before: masked, after: elements },
      seed: seedOf(5),
    });
    return present(proof, 'a proof');
  };
  const { public_key } = right;
  const attacks: Readonly<Record<string, () => Promise<Part>>> = {
    'another key for one item': async () => ({ ...honest, elements: mixed, public_key }),
    'another key for one item, proved anew': async () => ({
      elements: mixed,
      proofs: await proofsFor(mixed),
      public_key,
    }),
    'another key for one client': async () => ({ ...theirs, public_key }),
    'two items in each other’s place': async () => ({ ...honest, elements: turned, public_key }),
    'the proof of another batch': async () => {
      const before = await maskInputs(work, { suite, seed: seedOf(3) }, inputs);
      const answer = await evaluate(work, session, right, { masked: before, bounds });
      return { ...honest, proofs: answer.proofs, public_key };
    },
    'a swapped public key': async () => ({ ...honest, public_key: other.public_key }),
    'the key of an old epoch': async () => {
      const answer = await evaluate(work, session, old, { masked, bounds });
      return { ...answer, public_key };
    },
    'a proof in the context of another agreement': async () => ({
      elements: honest.elements,
      proofs: await proofsFor(honest.elements, right, suiteOf(foreign)),
      public_key,
    }),
    'no proof': async () => ({ ...honest, proofs: new Uint8Array(), public_key }),
  };

  test('an honest answer is accepted', async () => {
    const tokens = await openTokens(work, session, asked, [{ ...honest, public_key }]);
    expect(tokens).toEqual(await tokenise(work, suite, right.key, { inputs, width: 32 }));
  });

  test.each(Object.keys(attacks))('%s is refused', async (name) => {
    const part = await present(attacks[name], name)();
    await expect(openTokens(work, session, asked, [part])).rejects.toMatchObject({
      code: 'exchange.proof',
      params: { batch: 0 },
    });
  });

  test('a dropped item is refused', async () => {
    const part = { ...honest, elements: honest.elements.subarray(32), public_key };
    await expect(openTokens(work, session, asked, [part])).rejects.toMatchObject({
      code: 'exchange.rows',
    });
  });

  test('control: unverified, a tag goes through and is recognised later', async () => {
    const seed = await work.hold(seedOf(1), 'seed');
    const elements = await work.run({ op: 'unmask', suite, seed, elements: mixed });
    const tokens = await work.run({ op: 'finalize', inputs, elements, width: 32 });
    const tagged = await tokenise(work, suite, other.key, { inputs, width: 32 });
    const plain = await tokenise(work, suite, right.key, { inputs, width: 32 });
    expect(rowOf(tokens, 2)).toEqual(rowOf(tagged, 2));
    expect(rowOf(tokens, 2)).not.toEqual(rowOf(plain, 2));
    await work.forget(seed);
  });

  test('tokens of two contexts never meet; control: without context they do', async () => {
    const tokensOf = async (n: number, context: ExchangeContext) => {
      const { key } = await operator(n, context);
      return tokenise(work, suiteOf(context), key, { inputs, width: 32 });
    };
    const here = rowsAsText(await tokensOf(9, CONTEXT));
    for (const context of [{ ...CONTEXT, epoch: '2026-12' }, foreign]) {
      const there = rowsAsText(await tokensOf(9, context));
      expect(there.filter((token) => here.includes(token))).toEqual([]);
    }
    const same_key = await tokenise(work, suiteOf(foreign), right.key, { inputs, width: 32 });
    expect(rowsAsText(same_key).filter((token) => here.includes(token))).toEqual([]);
    const weak = await tokenise(work, suite, right.key, { inputs, width: 32 });
    expect(rowsAsText(weak)).toEqual(here);
  });

  test('two proofs do not give the key away; control: with one random scalar they do', async () => {
    const address = await keyAddress(9);
    const statements = [honest.elements, turned].map((after) => ({
      statement: { suite, public_key, before: masked, after },
      seed: seedOf(5),
    }));
    const secret = scalar(contextKey(group, seedOf(9), CONTEXT).secret);
    const solve = (random?: Uint8Array) => {
      const [a, b] = statements.map((needs) =>
        present(generateProof(group, address, { ...needs, ...(random && { random }) }), 'a proof'),
      );
      const [c1, s1, c2, s2] = [a, b].flatMap((proof) => [
        scalar(present(proof, 'a proof').subarray(0, 32)),
        scalar(present(proof, 'a proof').subarray(32)),
      ]) as [bigint, bigint, bigint, bigint];
      const Fn = ristretto255.Point.Fn;
      return Fn.mul(Fn.sub(s1, s2), Fn.inv(Fn.sub(c2, c1)));
    };
    expect(solve()).not.toBe(secret);
    expect(solve(seedOf(6))).toBe(secret);
  });
});

describe('group 4: what survives masking', () => {
  const P = 2n ** 255n - 19n;
  const texts = Array.from({ length: 200 }, (_, i) => `CURP ${i}`);
  const isOnCurve = (u: Uint8Array) => {
    const x = scalar(u) % 2n ** 255n;
    return power(x * x * x + 486662n * x * x + x, (P - 1n) / 2n, P) === 1n;
  };

  test('nothing of ours tells a masked identifier from another', async () => {
    const elements = await work.run({ op: 'hash', suite, inputs: packInputs(texts) });
    const seed = await work.hold(seedOf(4), 'scalar');
    const masked = await work.run({ op: 'multiply', scalar: seed, elements });
    const kept = texts.filter(
      (_, i) => isOnCurve(rowOf(elements, i)) === isOnCurve(rowOf(masked, i)),
    );
    expect(kept.length).toBeGreaterThan(70);
    expect(kept.length).toBeLessThan(130);
    expect(texts.every((_, i) => elementFlaw(group, rowOf(masked, i)) === null)).toBe(true);
  });

  test('control: a hash taken as an X25519 point keeps one bit through every mask', () => {
    const hashes = texts.map((text) => createHash('sha256').update(text).digest());
    const masked = hashes.map((hash) => x25519(seedOf(4), hash));
    const bits = hashes.map(isOnCurve);
    expect(masked.map(isOnCurve)).toEqual(bits);
    expect(bits.filter(Boolean).length).toBeGreaterThan(70);
    expect(bits.filter(Boolean).length).toBeLessThan(130);
  });
});

describe('group 8: what an order tells', async () => {
  const key = await operator(9);
  const blinded = await maskInputs(work, session, inputs);
  const answer = (names: readonly string[]) =>
    answerCount(work, session, key, {
      blinded,
      bounds,
      own: packInputs(names),
      tags: 8,
      with_proof: false,
    });

  test('tags do not tell the order of the set; control: unsorted, they do', async () => {
    const turned = [...NAMES].reverse();
    expect((await answer(turned)).tags).toEqual((await answer(NAMES)).tags);
    const weak = await Promise.all(
      [NAMES, turned].map(async (names) => {
        const hashed = await work.run({ op: 'hash', suite, inputs: packInputs(names) });
        const elements = await work.run({ op: 'multiply', scalar: key.key, elements: hashed });
        return rowsAsText(await work.run({ op: 'tag', suite, elements }), 10);
      }),
    );
    expect(weak[1]).toEqual([...present(weak[0], 'tags')].reverse());
  });

  test('every order is equally likely; control: swapping with any row is not', () => {
    const fair = (n: number) => [...drawOrder(seedNumbered(n), suite, 4)].join('');
    const biased = (n: number) => {
      const draws = createHash('sha256').update(`${n}`).digest();
      const rows = [0, 1, 2, 3];
      for (let i = 0; i < 4; i++) {
        const j = present(draws[i], 'a byte') % 4;
        [rows[i], rows[j]] = [present(rows[j], 'a row'), present(rows[i], 'a row')];
      }
      return rows.join('');
    };
    // The 99.9 % point of chi-squared with 23 degrees of freedom.
    expect(chiSquared(fair)).toBeLessThan(49.73);
    expect(chiSquared(biased)).toBeGreaterThan(49.73);
  });
});

describe('group 17: keys that are gone', () => {
  const find = (secret: Uint8Array) => Buffer.from(group.memory()).indexOf(Buffer.from(secret));

  /** Runs of eight of the key's digits that lie about, as they do on the stack of multiplying. */
  const traces = (secret: Uint8Array) => {
    const all = digits(secret);
    return all.filter((_, i) => i <= 56 && find(all.subarray(i, i + 8)) >= 0).length;
  };

  test('after forget, no byte of the key is in memory; control: held, it is found', async () => {
    const pair = contextKey(group, seedOf(77), CONTEXT);
    const copy = new Uint8Array(pair.secret);
    expect(find(copy)).toBe(-1);
    const key = { key: await work.hold(pair.secret, 'scalar'), public_key: pair.public };
    const seed = seedNumbered(77);
    const masked = await maskInputs(work, { suite, seed }, inputs);
    const answer = await evaluate(work, { suite, seed }, key, { masked, bounds });
    const asked = { inputs, masked, width: 10 };
    await openTokens(work, { suite, seed }, asked, [{ ...answer, public_key: pair.public }]);
    expect(pair.secret).toEqual(new Uint8Array(32));
    await work.run({ op: 'multiply', scalar: key.key, elements: masked });
    expect(find(copy)).toBeGreaterThan(0);
    expect(traces(copy)).toBeGreaterThan(0);
    expect(find(seed)).toBe(-1);
    await work.forget(key.key);
    expect(find(copy.subarray(0, 6))).toBe(-1);
    expect(find(copy.subarray(16, 22))).toBe(-1);
    expect(traces(copy)).toBe(0);
    await expect(work.run({ op: 'multiply', scalar: key.key, elements: masked })).rejects.toThrow(
      /secret/,
    );
  });

  test('control: through the wrappers, the key stays in memory that was freed', async () => {
    const { secret } = contextKey(group, seedOf(78), CONTEXT);
    const copy = new Uint8Array(secret);
    await sodium.ready;
    sodium.crypto_scalarmult_ristretto255_base(secret);
    sodium.memzero(secret);
    expect(find(copy.subarray(16))).toBeGreaterThan(0);
  });
});

async function keyAddress(n: number) {
  return group.keep(contextKey(group, seedOf(n), CONTEXT).secret);
}

function scalar(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function x25519(secret: Uint8Array, u: Uint8Array): Uint8Array {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const [kty, crv, x] = ['OKP', 'X25519', text(u)];
  const privateKey = createPrivateKey({ key: { kty, crv, d: text(secret), x }, format: 'jwk' });
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  return diffieHellman({ privateKey, publicKey });
}

function seedNumbered(n: number): Uint8Array {
  return createHash('sha256').update(`seed ${n}`).digest();
}

/** How far 2,400 orders of four rows are from 100 of each. */
function chiSquared(orderOf: (n: number) => string): number {
  const counts = new Map<string, number>();
  for (let n = 0; n < 2_400; n++) {
    const order = orderOf(n);
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const seen = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  return seen + (24 - counts.size) * 100;
}

/** The key as signed digits of base 16, the form in which it is multiplied with. */
function digits(secret: Uint8Array): Uint8Array {
  const found = [...secret].flatMap((byte) => [byte & 15, byte >> 4]);
  for (let i = 0; i < 63; i++) {
    const carry = (present(found[i], 'a digit') + 8) >> 4;
    found[i] = present(found[i], 'a digit') - carry * 16;
    found[i + 1] = present(found[i + 1], 'a digit') + carry;
  }
  return Uint8Array.from(found, (digit) => digit & 0xff);
}

function rowsAsText(rows: Uint8Array, width = 32): string[] {
  const text = Buffer.from(rows).toString('hex');
  return text.match(new RegExp(`.{${2 * width}}`, 'g')) ?? [];
}
