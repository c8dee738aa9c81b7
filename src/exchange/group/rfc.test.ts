/** Attack group 1: the vectors of RFC 9496 and RFC 9497. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Mode, suiteOf } from './context.js';
import { elementFlaw } from './element.js';
import { packInputs } from './inputs.js';
import { deriveKeyPair } from './keys.js';
import { generateProof, verifyProof } from './proof.js';
import { openGroup } from './sodium.js';
import { workHere } from './work.js';

const group = await openGroup();
const work = workHere(group);
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const hex = (found: Uint8Array) => Buffer.from(found).toString('hex');

interface Vector {
  readonly inputs: readonly string[];
  readonly blinds: readonly string[];
  readonly blinded: readonly string[];
  readonly evaluated: readonly string[];
  readonly outputs: readonly string[];
  readonly proof?: string;
  readonly random?: string;
}

const rfc9497 = read<{
  readonly seed: string;
  readonly key_info: string;
  readonly oprf: { readonly secret: string; readonly vectors: readonly Vector[] };
  readonly voprf: {
    readonly secret: string;
    readonly public: string;
    readonly vectors: readonly Vector[];
  };
}>('rfc9497.vectors.json');

const rfc9496 = read<{
  readonly multiples: readonly string[];
  readonly invalid: readonly { readonly flaw: string; readonly encoding: string }[];
  readonly derived: readonly { readonly text: string; readonly element: string }[];
}>('rfc9496.vectors.json');

const modes: readonly Mode[] = ['oprf', 'voprf'];

test.each(modes)('RFC 9497 A.1: DeriveKeyPair in mode %s', (mode) => {
  const { seed, key_info, [mode]: known } = rfc9497;
  const suite = suiteOf(null, mode);
  const pair = deriveKeyPair(group, { seed: bytes(seed), info: bytes(key_info), suite });
  expect(hex(pair.secret)).toBe(known.secret);
  if ('public' in known) expect(hex(pair.public)).toBe(known.public);
});

const vectors = modes.flatMap((mode) =>
  rfc9497[mode].vectors.map((vector, i) => ({ mode, i: i + 1, vector })),
);

test.each(vectors)('RFC 9497 A.1: $mode, vector $i', async ({ mode, vector }) => {
  const suite = suiteOf(null, mode);
  const inputs = packInputs(vector.inputs.map(bytes));
  const hashed = await work.run({ op: 'hash', suite, inputs });
  const key = await work.hold(bytes(rfc9497[mode].secret), 'scalar');
  for (const [i, blind] of vector.blinds.entries()) {
    const element = hashed.slice(i * 32, (i + 1) * 32);
    const scalar = await work.hold(bytes(blind), 'scalar');
    const inverse = await work.hold(bytes(blind), 'inverse');
    const blinded = await work.run({ op: 'multiply', scalar, elements: element });
    expect(hex(blinded)).toBe(vector.blinded[i]);
    const evaluated = await work.run({ op: 'multiply', scalar: key, elements: blinded });
    expect(hex(evaluated)).toBe(vector.evaluated[i]);
    const elements = await work.run({ op: 'multiply', scalar: inverse, elements: evaluated });
    const input = packInputs([bytes(vector.inputs[i] ?? '')]);
    const output = await work.run({ op: 'finalize', inputs: input, elements, width: 64 });
    expect(hex(output)).toBe(vector.outputs[i]);
  }
});

test.each(vectors.filter(({ mode }) => mode === 'voprf'))(
  'RFC 9497 A.1.2: proof of vector $i',
  ({ vector }) => {
    const statement = {
      suite: suiteOf(null),
      public_key: bytes(rfc9497.voprf.public),
      before: bytes(vector.blinded.join('')),
      after: bytes(vector.evaluated.join('')),
    };
    const key = group.keep(bytes(rfc9497.voprf.secret));
    const random = bytes(vector.random ?? '');
    const seed = new Uint8Array(32);
    const proof = generateProof(group, key, { statement, seed, random });
    expect(proof && hex(proof)).toBe(vector.proof);
    expect(verifyProof(group, statement, bytes(vector.proof ?? ''))).toBe(true);
    const ours = generateProof(group, key, { statement, seed });
    expect(ours && verifyProof(group, statement, ours)).toBe(true);
  },
);

test('RFC 9496 A.1: multiples of the generator', () => {
  group.scratch((take) => {
    const [scalar, out] = [take(32), take(32)];
    rfc9496.multiples.forEach((multiple, n) => {
      group.put(scalar, Uint8Array.of(n));
      const isElement = group.multiplyBase(out, scalar);
      expect(isElement).toBe(n > 0);
      if (isElement) expect(hex(group.get(out, 32))).toBe(multiple);
      expect(elementFlaw(group, bytes(multiple))).toBe(n > 0 ? null : 'identity');
    });
  });
});

test.each(rfc9496.invalid)('RFC 9496 A.2: $flaw $encoding is refused', async ({ encoding }) => {
  expect(elementFlaw(group, bytes(encoding))).toBe('encoding');
  const scalar = await work.hold(Uint8Array.of(2, ...new Uint8Array(31)), 'scalar');
  const elements = bytes(`${rfc9496.multiples[1]}${encoding}`);
  const fault = { code: 'exchange.element', params: { index: 1, reason: 'encoding' } };
  await expect(work.run({ op: 'multiply', scalar, elements })).rejects.toMatchObject(fault);
  await expect(work.run({ op: 'sum', elements })).rejects.toMatchObject(fault);
  await work.forget(scalar);
});

test('RFC 9496 A.3: elements of uniform bytes', () => {
  group.scratch((take) => {
    const [wide, out] = [take(64), take(32)];
    for (const { text, element } of rfc9496.derived) {
      group.put(wide, createHash('sha512').update(text).digest());
      group.fromUniform(out, wide);
      expect(hex(group.get(out, 32))).toBe(element);
    }
  });
});

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
}
