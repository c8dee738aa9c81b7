/**
 * The attacks on a request and its connection: replay, expired, future-dated, missing component,
 * algorithm confusion, downgrade, wrong audience, certificate of another. Each runs against the
 * wire as it is and against one with the check switched off, where it must succeed: an attack that
 * cannot succeed proves nothing.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { fixedClock, systemClock } from '../../base/index.js';
import type { AccessChecks } from './authenticate.js';
import { createAuthority, issueCertificate } from './authority.js';
import { contentDigest, type SignedRequest, signatureBase, signRequest } from './http-signature.js';
import type { NodeIdentity } from './identity.js';
import { WIRE_PATHS } from './request.js';
import { freePort, startTrial } from './samples.js';
import { signBytes, verifyBytes } from './signing-key.js';
import { type Stage, setStage } from './stage.js';

const clock = fixedClock(systemClock.now());
const trial = startTrial(clock);
const open: Stage[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()));
});
afterAll(() => trial.end());

const bank = trial.node('ejbtus44.us');
interface Forged {
  readonly headers: Record<string, string>;
  /** Who connects; the bank unless told. */
  readonly by?: NodeIdentity;
  /** Whom the request says it is for; the server unless told. */
  readonly authority?: string;
}

type Forge = (stage: Stage, authority: string) => Forged | Promise<Forged>;

const BODY = Buffer.from('steal');
const PARTS = {
  'content-digest': contentDigest(BODY),
  'puente-agreement': 'none',
  'puente-purpose': 'none',
};

function requestTo(authority: string, headers: Record<string, string> = PARTS): SignedRequest {
  return { method: 'POST', authority, path: WIRE_PATHS.messages, query: '?', headers };
}

function signed(stage: Stage, authority: string, now_ms = clock.now()) {
  const options = { key: stage.bank.signing, now_ms, nonce: 'n-1' };
  return { ...PARTS, ...signRequest(requestTo(authority), options) };
}

/** Signs by hand, so that what is covered and said is the attacker's choice. */
function handSigned(
  authority: string,
  covered: readonly string[],
  said: Record<string, string>,
  prove: (base: Uint8Array) => Uint8Array,
): Record<string, string> {
  const created = Math.floor(clock.now() / 1000);
  const parameters = new Map<string, string | number>([
    ['created', created],
    ['expires', created + 60],
    ['nonce', 'n-2'],
    ...Object.entries(said),
  ]);
  const list = [covered.map((name) => [name, new Map()]), parameters] as Parameters<
    typeof signatureBase
  >[1];
  const base = signatureBase(requestTo(authority), list);
  const input = Buffer.from(base).toString().split('"@signature-params": ')[1] ?? '';
  const proof = Buffer.from(prove(base)).toString('base64');
  return { ...PARTS, 'signature-input': `puente=${input}`, signature: `puente=:${proof}:` };
}

describe('a request on a real socket', () => {
  const sign = (stage: Stage) => (base: Uint8Array) => signBytes(stage.bank.signing, base);
  const said = (stage: Stage) => ({ keyid: stage.bank.card.key_id, alg: 'ed25519', tag: 'puente' });
  const ALL = [
    '@method',
    '@authority',
    '@path',
    '@query',
    'content-digest',
    'puente-agreement',
    'puente-purpose',
  ];
  const hmacKey = (stage: Stage) => Buffer.from(stage.bank.card.signing_key, 'base64');

  test.each<[string, Forge, string, Partial<AccessChecks>]>([
    [
      'expired',
      (s, a) => ({ headers: signed(s, a, clock.now() - 600_000) }),
      'request.expired',
      { times: false },
    ],
    [
      'future-dated',
      (s, a) => ({ headers: signed(s, a, clock.now() + 600_000) }),
      'request.future',
      { times: false },
    ],
    [
      'with a component that is not covered and was changed',
      (s, a) => {
        const covered = ALL.filter((name) => name !== 'puente-agreement');
        const headers = handSigned(a, covered, said(s), sign(s));
        return { headers: { ...headers, 'puente-agreement': 'another' } };
      },
      'request.components',
      { components: false },
    ],
    [
      'with a body that was changed',
      (s, a) => ({
        headers: {
          ...PARTS,
          ...signedOver(s, a, { ...PARTS, 'content-digest': contentDigest(Buffer.from('x')) }),
        },
      }),
      'request.digest',
      { content: false },
    ],
    [
      'with the public key as the secret of an HMAC',
      (s, a) => ({
        headers: handSigned(a, ALL, { ...said(s), alg: 'hmac-sha256' }, (base) =>
          createHmac('sha256', hmacKey(s)).update(base).digest(),
        ),
      }),
      'signature.wrong',
      {
        verify: ({ algorithm, key, base, signature }) =>
          algorithm === 'hmac-sha256'
            ? createHmac(
                'sha256',
                Buffer.from(key.public_key.export({ format: 'jwk' }).x ?? '', 'base64url'),
              )
                .update(base)
                .digest()
                .equals(signature)
            : verifyBytes(key, base, signature),
      },
    ],
    [
      'that was signed for another program',
      (s, a) => ({ headers: handSigned(a, ALL, { ...said(s), tag: 'other' }, sign(s)) }),
      'request.tag',
      { tag: false },
    ],
    [
      'that was addressed to another node',
      (s) => ({ headers: signed(s, 'other.example:1'), authority: 'other.example:1' }),
      'request.authority',
      { authority: false },
    ],
    [
      'over the connection of another’s certificate',
      (s, a) => ({ headers: signed(s, a), by: trial.node('xxxxus33.us') }),
      'request.certificate',
      { certificate: false },
    ],
  ])('%s is refused, and taken without the check', async (_what, forge, code, checks) => {
    expect(await attack(forge, {})).toEqual([403, `exchange.wire.${code}`]);
    expect(await attack(forge, checks)).toEqual([200, 'none']);
  });

  test('that is replayed is refused, and taken without nonces', async () => {
    const twice = async (checks: Partial<AccessChecks>) => {
      const { stage, authority } = await target(checks);
      const forged = { headers: signed(stage, authority) };
      const first = await post(stage, authority, forged);
      return [first, await post(stage, authority, forged), stage.refusals.at(-1)?.fault.code];
    };
    expect(await twice({})).toEqual([200, 403, 'exchange.wire.request.replayed']);
    expect(await twice({ nonce: false })).toEqual([200, 200, undefined]);
  });

  test('without any signature is refused, and with it taken', async () => {
    expect(await attack(() => ({ headers: PARTS }), {})).toEqual([
      403,
      'exchange.wire.request.unsigned',
    ]);
    expect(await attack((s, a) => ({ headers: signed(s, a) }), {})).toEqual([200, 'none']);
  });
});

describe('the connection', () => {
  test('of TLS 1.2, or without a certificate, is not made; a weak server makes it', async () => {
    const { stage } = await target({});
    const { certificate_pem: cert, key_pem: key, authority_pem: ca } = stage.other.tls;
    const weak = createTlsServer({ cert, key, ca, minVersion: 'TLSv1.2' }, (socket) => {
      socket
        .on('error', () => {})
        .end('hello')
        .resume();
    });
    await new Promise<void>((resolve) => weak.listen(0, '127.0.0.1', resolve));
    const port = (weak.address() as { port: number }).port;
    const old = {
      maxVersion: 'TLSv1.2',
      cert: bank.tls.certificate_pem,
      key: bank.tls.key_pem,
    } as const;
    expect(await handshake(stage.port, ca, old)).toBe(false);
    expect(await handshake(port, ca, old)).toBe(true);
    expect(await handshake(stage.port, ca, {})).toBe(false);
    expect(await handshake(port, ca, {})).toBe(true);
    await new Promise((resolve) => weak.close(resolve));
  });

  test('with a certificate of another authority, or one that has lapsed, is not made', async () => {
    const { stage } = await target({});
    const folder = mkdtempSync(`${trial.folder}/other-`);
    const theirs = createAuthority(folder, { name: 'Other', valid_days: 9 }, clock, randomBytes);
    const draft = { node: 'ejbtus44.us', hosts: ['localhost'], valid_days: 1 };
    const foreign = issueCertificate(theirs, draft, clock, randomBytes);
    const past = fixedClock(clock.now() - 20 * 86_400_000);
    const lapsed = issueCertificate(trial.authority, draft, past, randomBytes);
    const fresh = issueCertificate(trial.authority, draft, clock, randomBytes);
    const shown = async ({ certificate_pem: cert, key_pem: key }: typeof fresh) =>
      await handshake(stage.port, stage.other.tls.authority_pem, { cert, key });
    expect([await shown(foreign), await shown(lapsed), await shown(fresh)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

async function target(checks: Partial<AccessChecks>) {
  const other = trial.node('bmexmxmm.mx', await freePort());
  const stage = await setStage(trial, clock, { checks, other });
  open.push(stage);
  return { stage, authority: new URL(other.card.url).host };
}

/** The status that the attacker sees, and the reason that only the node knows. */
async function attack(forge: Forge, checks: Partial<AccessChecks>): Promise<[number, string]> {
  const { stage, authority } = await target(checks);
  const status = await post(stage, authority, await forge(stage, authority));
  return [status, stage.refusals.at(-1)?.fault.code ?? 'none'];
}

async function post(stage: Stage, authority: string, forged: Forged): Promise<number> {
  const { certificate_pem: cert, key_pem: key, authority_pem: ca } = (forged.by ?? stage.bank).tls;
  const socket = connectTls({ port: stage.port, host: '127.0.0.1', cert, key, ca });
  const heads = {
    host: forged.authority ?? authority,
    ...forged.headers,
    'content-length': BODY.length,
  };
  const lines = Object.entries(heads).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${WIRE_PATHS.messages} HTTP/1.1\r\n${lines.join('')}\r\n${BODY}`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(answer.toString().split(' ')[1]);
}

function signedOver(stage: Stage, authority: string, headers: Record<string, string>) {
  const options = { key: stage.bank.signing, now_ms: clock.now(), nonce: 'n-3' };
  return { ...headers, ...signRequest(requestTo(authority, headers), options) };
}

/** Whether a connection stands: with TLS 1.3 a client learns it only by an answer. */
async function handshake(port: number, ca: string, options: object): Promise<boolean> {
  const socket = connectTls({ port, host: '127.0.0.1', ca, ...options });
  return await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => resolve(true));
    socket.write('GET /puente/v1/card HTTP/1.1\r\nhost: x\r\n\r\n');
  }).finally(() => socket.destroy());
}
