/** Attack group 1: an independent implementation gives and accepts the same, in a context too. */
import { createHash } from 'node:crypto';
import { createOPRF } from '@noble/curves/abstract/oprf.js';
import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { present } from '../../base/index.js';
import { type ExchangeContext, suiteOf } from './context.js';
import { packInputs } from './inputs.js';
import { deriveKeyPair } from './keys.js';
import { evaluate, maskInputs, openTokens, tokenise } from './lookup.js';
import { drawFrom, drawn, extractSeed } from './seed.js';
import { openGroup } from './sodium.js';
import { workHere } from './work.js';

const group = await openGroup();
const work = workHere(group);
const ROWS = 12;
const CONTEXT: ExchangeContext = { agreement: 'a1', epoch: '2026-11', purpose: 'P1' };

/** noble with our suite's name: the RFC's construction, with nothing of ours in it. */
const nobleOf = (context: ExchangeContext | null) =>
  createOPRF({
    name: suiteOf(context).slice('OPRFV1-x-'.length),
    Point: ristretto255.Point,
    hash: (message) => new Uint8Array(createHash('sha512').update(message).digest()),
    hashToGroup: ristretto255_hasher.hashToCurve,
    hashToScalar: ristretto255_hasher.hashToScalar,
  }).voprf;

const rows = (flat: Uint8Array) =>
  Array.from({ length: flat.length / 32 }, (_, i) => flat.slice(i * 32, (i + 1) * 32));
const random = (bytes: number) => globalThis.crypto.getRandomValues(new Uint8Array(bytes));
const flat = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

test.each([null, CONTEXT])('ours asks, noble answers and proves: context %o', async (context) => {
  const suite = suiteOf(context);
  const noble = nobleOf(context);
  const [seed, info] = [random(32), random(7)];
  const keys = noble.deriveKeyPair(seed, info);
  const pair = deriveKeyPair(group, { seed, info, suite });
  expect([...pair.secret]).toEqual([...keys.secretKey]);
  expect([...pair.public]).toEqual([...keys.publicKey]);
  const texts = Array.from({ length: ROWS }, () => random(1 + (random(1)[0] ?? 0)));
  const inputs = packInputs(texts);
  const session = { suite, seed: random(32) };
  const masked = await maskInputs(work, session, inputs);
  const answered = noble.blindEvaluateBatch(keys.secretKey, keys.publicKey, rows(masked));
  const part = {
    public_key: pair.public,
    elements: flat(answered.evaluated),
    proofs: answered.proof,
  };
  const tokens = await openTokens(work, session, { inputs, masked, width: 64 }, [part]);
  const key = await work.hold(pair.secret, 'scalar');
  const known = await tokenise(work, suite, key, { inputs, width: 64 });
  expect([...tokens]).toEqual([...known]);
});

test.each([null, CONTEXT])('noble asks, ours answers and proves: context %o', async (context) => {
  const suite = suiteOf(context);
  const noble = nobleOf(context);
  const { secret, public: public_key } = deriveKeyPair(group, {
    seed: random(32),
    info: random(3),
    suite,
  });
  const texts = Array.from({ length: ROWS }, () => random(20));
  const asked = texts.map((text) => noble.blind(text));
  const masked = flat(asked.map(({ blinded }) => blinded));
  const key = await work.hold(secret, 'scalar');
  const session = { suite, seed: random(32) };
  const bounds = { elements_max: ROWS };
  const answer = await evaluate(work, session, { key, public_key }, { masked, bounds });
  const evaluated = rows(answer.elements);
  const items = asked.map(({ blind, blinded }, i) => ({
    input: present(texts[i], 'an input'),
    blind,
    blinded,
    evaluated: present(evaluated[i], 'an evaluation'),
  }));
  const tokens = noble.finalizeBatch(items, public_key, answer.proofs);
  const known = await tokenise(work, suite, key, { inputs: packInputs(texts), width: 64 });
  expect([...flat(tokens)]).toEqual([...known]);
});

test('every way of multiplying and adding agrees with noble on random elements', async () => {
  const suite = suiteOf(null);
  const seed = random(32);
  const elements = await work.run({
    op: 'hash',
    suite,
    inputs: packInputs(Array.from({ length: ROWS }, () => random(9))),
  });
  const points = rows(elements).map((row) => ristretto255.Point.fromBytes(row));
  const held = await work.hold(new Uint8Array(seed), 'seed');
  const masked = await work.run({ op: 'mask', suite, seed: held, elements });
  const extracted = extractSeed(seed);
  const Fn = ristretto255.Point.Fn;
  const scalars = points.map((_, index) =>
    Fn.create(littleEndian(drawn(extracted, { suite, label: 'mask', index }))),
  );
  const expected = points.map((point, i) => point.multiply(present(scalars[i], 'a scalar')));
  expect([...masked]).toEqual([...flat(expected.map((point) => point.toBytes()))]);
  const unmasked = await work.run({ op: 'unmask', suite, seed: held, elements: masked });
  expect([...unmasked]).toEqual([...elements]);
  const added = await work.run({ op: 'add', elements, others: masked });
  const sums = points.map((point, i) => point.add(present(expected[i], 'a point')).toBytes());
  expect([...added]).toEqual([...flat(sums)]);
  const sum = await work.run({ op: 'sum', elements });
  const all = points.reduce((a, b) => a.add(b));
  expect([...sum]).toEqual([...all.toBytes()]);
  const scalar = await work.hold(drawFrom(seed, suite, 'blind'), 'inverse');
  const divided = await work.run({ op: 'multiply', scalar, elements });
  const inverse = Fn.inv(Fn.create(littleEndian(drawFrom(seed, suite, 'blind'))));
  const quotients = points.map((point) => point.multiply(inverse).toBytes());
  expect([...divided]).toEqual([...flat(quotients)]);
});

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
