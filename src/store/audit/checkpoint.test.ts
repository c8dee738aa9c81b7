import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  newSigningKey,
  readCheckpoint,
  signCheckpoint,
  signerOf,
  signNote,
  verifierOf,
  verifyNote,
} from './checkpoint.js';
import { leafHash } from './tree.js';

const pair = newSigningKey();
const signer = signerOf('bank-a', pair.private_pem);
const verifier = verifierOf('bank-a', pair.public_pem);
const checkpoint = {
  origin: 'bank-a.example/audit',
  size: 3,
  root: leafHash(''),
  time: '2026-02-08T12:00:00.000Z',
};

test("the signed note of the Go project's documentation holds", () => {
  const vkey = 'ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const x = Buffer.from(vkey, 'base64').subarray(1).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const note =
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n\n" +
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ' +
    'SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  expect(verifyNote(note, { name: 'PeterNeumann', key })).toBe(true);
  expect(verifyNote(note.replace('answer', 'Answer'), { name: 'PeterNeumann', key })).toBe(false);
});

test('a checkpoint reads back, also beside the signature of a witness', () => {
  const note = signCheckpoint(checkpoint, signer);
  expect(note.split('\n').slice(0, 5)).toEqual([
    'bank-a.example/audit',
    '3',
    'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=',
    '2026-02-08T12:00:00.000Z',
    '',
  ]);
  expect(readCheckpoint(note, verifier)).toEqual(checkpoint);
  const witness = note.replace('\n\n', '\n\n— witness AAAAAAAA\n');
  expect(readCheckpoint(witness, verifier)).toEqual(checkpoint);
});

test.each([
  ['another size', (note: string) => note.replace('\n3\n', '\n4\n')],
  ['another name', (note: string) => note.replace('— bank-a', '— bank-b')],
  ['no signature', (note: string) => `${note.split('\n\n')[0]}\n\n`],
  ['a cut signature', (note: string) => `${note.slice(0, -12)}\n`],
  ['nothing', () => ''],
])('%s is refused', (_name, change) => {
  const note = change(signCheckpoint(checkpoint, signer));
  expect(() => readCheckpoint(note, verifier)).toThrow('audit.checkpoint.signature');
});

test("another key's signature is refused", () => {
  const other = verifierOf('bank-a', newSigningKey().public_pem);
  expect(() => readCheckpoint(signCheckpoint(checkpoint, signer), other)).toThrow('signature');
});

test.each(['a\n03\nAAAA\nt\n', 'a\n3\nAAAA\n2026-02-08T12:00:00.000Z\n', 'a\n'])(
  'a signed text that is no checkpoint is refused: %j',
  (text) => {
    expect(() => readCheckpoint(signNote(text, signer), verifier)).toThrow('checkpoint.format');
  },
);
