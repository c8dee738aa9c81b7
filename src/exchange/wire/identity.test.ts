import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../base/index.js';
import { createAuthority, issueCertificate, loadAuthority } from './authority.js';
import { cardFingerprint, type NodeCard, readCard, signCard } from './card.js';
import { createIdentity, loadIdentity, renewIdentity } from './identity.js';
import { draftOf, faultCode, startTrial } from './samples.js';
import { createSealingKeys, openSealed, sealTo } from './sealed.js';

const clock = fixedClock(Date.parse('2026-11-22T12:00:00.000Z'));
const trial = startTrial(clock);
afterAll(() => trial.end());

const DAY_MS = 86_400_000;
const draft = { node: 'ejbtus44.us', hosts: ['localhost', '127.0.0.1', '::1'], valid_days: 10 };
const issue = () => issueCertificate(trial.authority, draft, clock, randomBytes);
const read = (bytes: Uint8Array, pinned: NodeCard | null, now_ms = clock.now()) =>
  readCard(bytes, { now_ms, pinned });

function fresh() {
  const folder = mkdtempSync(join(trial.folder, 'identity-'));
  return { folder, identity: createIdentity(folder, draftOf('ejbtus44.us'), issue(), clock) };
}

describe('the authority for trials', () => {
  test('issues certificates that Node reads, names and verifies', () => {
    const certificate = new X509Certificate(issue().certificate_pem);
    const authority = new X509Certificate(trial.authority.certificate_pem);
    expect(authority.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(Date.parse(certificate.validTo)).toBe(clock.now() + 10 * DAY_MS);
    expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  test('of 2060 is still a certificate: its times have four digits of the year', () => {
    const later = fixedClock(Date.parse('2060-01-01T00:00:00.000Z'));
    const made = issueCertificate(trial.authority, draft, later, randomBytes);
    expect(new X509Certificate(made.certificate_pem).validTo).toContain('2060');
  });

  test.skipIf(!existsSync('/usr/bin/openssl'))('is valid for OpenSSL, strictly', () => {
    const folder = mkdtempSync(join(trial.folder, 'openssl-'));
    const [ca, leaf] = [join(folder, 'ca.crt'), join(folder, 'leaf.crt')];
    writeFileSync(ca, trial.authority.certificate_pem);
    writeFileSync(leaf, issue().certificate_pem);
    const at = String(clock.now() / 1000);
    for (const purpose of ['sslserver', 'sslclient']) {
      const flags = ['verify', '-x509_strict', '-attime', at, '-purpose', purpose, '-CAfile', ca];
      expect(execFileSync('openssl', [...flags, leaf]).toString()).toContain('OK');
    }
  });

  test('keeps its key for itself, never writes over one, and names no host it cannot', async () => {
    const folder = join(trial.folder, 'authority');
    expect(statSync(join(folder, 'authority-key.pem')).mode & 0o777).toBe(0o600);
    expect(loadAuthority(folder)).toEqual(trial.authority);
    const again = () => createAuthority(folder, { name: 'B', valid_days: 1 }, clock, randomBytes);
    expect(await faultCode(again)).toBe('exchange.wire.file.exists');
    const wrong = { ...draft, hosts: ['not a host'] };
    const issued = () => issueCertificate(trial.authority, wrong, clock, randomBytes);
    expect(await faultCode(issued)).toBe('exchange.wire.host');
  });
});

describe('an identity', () => {
  test('is kept in one file for the owner’s eyes, and read back whole', () => {
    const { folder, identity } = fresh();
    expect(readdirSync(folder)).toEqual(['identity.json']);
    expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
    const loaded = loadIdentity(folder);
    expect(loaded.card).toEqual(identity.card);
    expect(loaded.signing.key_id).toBe(identity.signing.key_id);
    expect(read(loaded.card_bytes, null)).toEqual(identity.card);
  });

  test('shows no secret when it is printed', () => {
    const { folder, identity } = fresh();
    const kept = JSON.parse(readFileSync(join(folder, 'identity.json'), 'utf8')) as {
      signing_pem: string;
      sealing_pem: string;
      tls: { key_pem: string };
    };
    const secrets = [kept.signing_pem, kept.sealing_pem, kept.tls.key_pem].map(
      (pem) => pem.split('\n')[1] ?? '',
    );
    const printed = inspect(identity, { depth: 9 }) + JSON.stringify(identity);
    for (const secret of secrets) expect(printed).not.toContain(secret);
  });

  test('is never written over, and a damaged file says nothing of what it holds', async () => {
    const { folder } = fresh();
    const again = () => createIdentity(folder, draftOf('ejbtus44.us'), issue(), clock);
    expect(await faultCode(again)).toBe('exchange.wire.file.exists');
    const file = join(folder, 'identity.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -9));
    expect(await faultCode(() => loadIdentity(folder))).toBe('exchange.wire.identity');
    expect(await faultCode(() => loadIdentity('/nowhere'))).toBe('exchange.wire.file.missing');
  });

  test('takes a bank’s own certificate if its card names it', async () => {
    const { folder } = fresh();
    const code = await faultCode(() => loadIdentity(folder, issue()));
    expect(code).toBe('exchange.wire.certificate.unnamed');
  });
});

describe('a card', () => {
  test('follows from the pinned one by the old key; the way back is refused', async () => {
    const { folder, identity } = fresh();
    clock.advance(1000);
    const next = renewIdentity(folder, { new_keys: true, valid_days: 60, tls: issue() }, clock);
    expect(next.card.key_id).not.toBe(identity.card.key_id);
    expect(next.card.tls_certificates).toHaveLength(2);
    expect(next.earlier_sealing).toEqual([identity.sealing]);
    expect(read(next.card_bytes, identity.card)).toEqual(next.card);
    expect(await faultCode(() => read(identity.card_bytes, next.card))).toBe(
      'exchange.wire.card.older',
    );
    expect(loadIdentity(folder).card).toEqual(next.card);
  });

  test('by another key is a stranger’s, and so is one after the old lapsed', async () => {
    const { folder, identity } = fresh();
    const thief = fresh().identity;
    const forged = { ...thief.card, version: 2 };
    const bytes = signCard(forged, [thief.signing]);
    expect(await faultCode(() => read(bytes, identity.card))).toBe('exchange.wire.card.unlinked');
    expect(read(bytes, null)).toEqual(forged);
    const late = fixedClock(clock.now() + 31 * DAY_MS);
    const next = renewIdentity(folder, { new_keys: false, valid_days: 60 }, late);
    const code = await faultCode(() => read(next.card_bytes, identity.card, late.now()));
    expect(code).toBe('exchange.wire.card.unlinked');
  });

  test.each<[string, Partial<NodeCard>]>([
    ['country', { node: 'ejbtus44.mx' }],
    ['bic', { bic: 'XXXXUS33' }],
    ['key_id', { key_id: '0'.repeat(64) }],
    ['valid_until', { valid_until: '2036-01-01T00:00:00.000Z' }],
    ['url', { url: 'http://127.0.0.1:1' }],
    ['node', { node: 'ejbtuѕ44.us' }],
  ])('with a wrong %s is refused', async (field, change) => {
    const { identity } = fresh();
    const sign = () => read(signCard({ ...identity.card, ...change }, [identity.signing]), null);
    const error = await Promise.resolve()
      .then(sign)
      .catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'exchange.wire.card.shape', params: { field } });
  });

  test('has one fingerprint, which any change changes', () => {
    const { card } = fresh().identity;
    expect(cardFingerprint(card)).toBe(cardFingerprint({ ...card }));
    expect(cardFingerprint({ ...card, version: 2 })).not.toBe(cardFingerprint(card));
  });
});

test('sealed content opens for its keys and its context only', async () => {
  const [keys, others] = [createSealingKeys(), createSealingKeys()];
  const sealed = await sealTo(keys.public_key, Buffer.from('Ana'), 'case-1/hop-2');
  expect(Buffer.from(await openSealed(keys, sealed, 'case-1/hop-2')).toString()).toBe('Ana');
  const refused = 'exchange.wire.sealed';
  expect(await faultCode(() => openSealed(others, sealed, 'case-1/hop-2'))).toBe(refused);
  expect(await faultCode(() => openSealed(keys, sealed, 'case-1/hop-3'))).toBe(refused);
  const changed = Uint8Array.from(sealed, (byte, at) => (at === 60 ? byte ^ 1 : byte));
  expect(await faultCode(() => openSealed(keys, changed, 'case-1/hop-2'))).toBe(refused);
  expect(await faultCode(() => openSealed(keys, Buffer.alloc(3), ''))).toBe(refused);
  expect(await faultCode(() => sealTo('AAAA', Buffer.from('x'), ''))).toBe('exchange.wire.key');
});
