import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type InnerList, parseDictionary } from 'structured-headers';
import { expect, test } from 'vitest';
import { fixedClock, present } from '../../base/index.js';
import { contentDigest, signatureBase, signRequest, verifyRequest } from './http-signature.js';
import { memoryNonces } from './nonces.js';
import { faultCode } from './samples.js';
import {
  createSigningKey,
  signBytes,
  signingKeyOf,
  verifyBytes,
  verifyingKeyOf,
} from './signing-key.js';

/** RFC 9421, appendix B.1.4: a key that everybody knows. */
const RFC_KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`;

test('RFC 9421, B.2.6: the signature base and the Ed25519 signature', () => {
  const input =
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")' +
    ';created=1618884473;keyid="test-key-ed25519"';
  const request = {
    method: 'POST',
    authority: 'example.com',
    path: '/foo',
    query: '?param=Value&Pet=dog',
    headers: {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'content-type': 'application/json',
      'content-length': '18',
    },
  };
  const list = present(parseDictionary(input).get('sig-b26'), 'sig-b26') as InnerList;
  const base = signatureBase(request, list);
  expect(Buffer.from(base).toString().split('\n')).toEqual([
    '"date": Tue, 20 Apr 2021 02:07:55 GMT',
    '"@method": POST',
    '"@path": /foo',
    '"@authority": example.com',
    '"content-type": application/json',
    '"content-length": 18',
    `"@signature-params": ${input.slice('sig-b26='.length)}`,
  ]);
  const key = signingKeyOf(RFC_KEY);
  const signature = signBytes(key, base);
  expect(Buffer.from(signature).toString('base64')).toBe(
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  );
  expect(verifyBytes(verifyingKeyOf(key.public_key), base, signature)).toBe(true);
});

test('the digest of RFC 9530 for a body that it prints', () => {
  const body = Buffer.from('{"hello": "world"}');
  expect(contentDigest(body)).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
});

const now_ms = Date.parse('2026-11-22T12:00:00.000Z');
const key = createSigningKey();
const body = Buffer.from('body');
const request = {
  method: 'POST',
  authority: 'bank.example',
  path: '/puente/v1/messages',
  query: '?',
  headers: {
    'content-digest': contentDigest(body),
    'puente-agreement': 'a',
    'puente-purpose': 'b',
  },
};

function policy(nonces = memoryNonces(fixedClock(now_ms))) {
  const keyOf = (id: string) => (id === key.key_id ? verifyingKeyOf(key.public_key) : null);
  return { keyOf, nonces, now_ms };
}

function signedWith(nonce: string, changed: Record<string, string> = {}) {
  const headers = { ...request.headers, ...signRequest(request, { key, now_ms, nonce }) };
  return { ...request, headers: { ...headers, ...changed } };
}

test.each([
  ['method', { method: 'PUT' }],
  ['path', { path: '/puente/v1/pull' }],
  ['query', { query: '?after=1' }],
  ['authority', { authority: 'other.example' }],
])('a signature does not hold for another %s', async (_what, change) => {
  const whole = signedWith('n');
  expect(await verifyRequest(whole, body, policy())).toBe(key.key_id);
  const changed = { ...whole, ...change };
  const code = await faultCode(() => verifyRequest(changed, body, policy()));
  expect(code).toBe('exchange.wire.signature.wrong');
});

test.each([
  ['a second label', (input: string) => `${input}, other=();created=1`],
  ['no label of ours', (input: string) => input.replace('puente=', 'sig1=')],
  ['a seventh parameter', (input: string) => `${input};more="1"`],
  ['a missing parameter', (input: string) => input.replace(/;nonce="[^"]*"/, '')],
  ['a component with a parameter', (input: string) => input.replace('"@path"', '"@path";req')],
  ['no structured field', (input: string) => `${input}(((`],
  [
    'a created that is no whole number',
    (input: string) => input.replace(/created=\d+/, 'created=1.5'),
  ],
])('%s is malformed or refused', async (_what, change) => {
  const whole = signedWith('n');
  const input = change(whole.headers['signature-input'] ?? '');
  const code = await faultCode(() =>
    verifyRequest(signedWith('n', { 'signature-input': input }), body, policy()),
  );
  expect(code).toMatch(/^exchange\.wire\.(request\.malformed|signature\.wrong)$/);
});

test('only a request that holds uses up its nonce, and a full store refuses', async () => {
  const nonces = memoryNonces(fixedClock(now_ms), 1);
  const bad = signedWith('n', { 'puente-purpose': 'changed' });
  await faultCode(() => verifyRequest(bad, body, policy(nonces)));
  await verifyRequest(signedWith('n'), body, policy(nonces));
  const code = await faultCode(() => verifyRequest(signedWith('m'), body, policy(nonces)));
  expect(code).toBe('exchange.wire.request.replayed');
});

test('a nonce is forgotten only when its request could no longer be valid', async () => {
  const clock = fixedClock(now_ms);
  const nonces = memoryNonces(clock, 1);
  expect(await nonces.use('k', 'a', now_ms + 1000)).toBe(true);
  expect(await nonces.use('k', 'b', now_ms + 1000)).toBe(false);
  clock.advance(1001);
  expect(await nonces.use('k', 'b', now_ms + 9000)).toBe(true);
});

test('a key of another kind is no signing key', () => {
  expect(createPublicKey(createPrivateKey(RFC_KEY)).asymmetricKeyType).toBe('ed25519');
  expect(() => verifyingKeyOf('AAAA')).toThrow('exchange.wire.key');
  expect(() => verifyingKeyOf(`${'A'.repeat(42)}B=`)).toThrow('exchange.wire.key');
});
