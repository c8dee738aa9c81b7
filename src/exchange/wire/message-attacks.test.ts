/**
 * The attacks on a signed header: expired, future-dated, duplicate keys, unicode twins, numbers
 * above 2^53, wrong audience, another's name, key, type or algorithm. Where a check refuses, the
 * same message is taken without it.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { fixedClock, isoTime } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { sealEnvelope } from './envelope.js';
import { joinFrame } from './frame.js';
import { decodeMessage, encodeMessage, type MessageChecks } from './message.js';
import { peerDirectory } from './peers.js';
import { faultCode, messageDraft, startTrial } from './samples.js';
import type { SigningKey } from './signing-key.js';

const clock = fixedClock(Date.parse('2026-11-22T12:00:00.000Z'));
const trial = startTrial(clock);
afterAll(() => trial.end());

const bank = trial.node('ejbtus44.us');
const HEADER = 'application/vnd.puente.header+json';
const open_guard = () => {};

function decode(bytes: Uint8Array, checks: Partial<MessageChecks> = {}, me = 'bmexmxmm.mx') {
  const peers = peerDirectory([bank.card]);
  return decodeMessage(bytes, { me, peers, now_ms: clock.now(), guard: open_guard, checks });
}

/** A message whose header is signed as the attacker wrote it, character by character. */
function signedText(text: string, key: SigningKey = bank.signing): Uint8Array {
  return joinFrame(sealEnvelope(HEADER, Buffer.from(text), [key]), []);
}

function headerText(changes: Parameters<typeof messageDraft>[1] = {}): string {
  return canonicalJson({ ...messageDraft(clock, changes), attachments: [] });
}

describe('a signed header', () => {
  const past = {
    created_at: isoTime(clock.now() - 7_200_000),
    expires_at: isoTime(clock.now() - 3_600_000),
  };
  const future = {
    created_at: isoTime(clock.now() + 600_000),
    expires_at: isoTime(clock.now() + 3_600_000),
  };
  const twice = headerText().replace('"body":{', '"body":{"amount_minor":"1",');
  test.each<[string, string, string, Partial<MessageChecks>]>([
    ['expired', headerText(past), 'exchange.wire.message.expired', { times: false }],
    ['future-dated', headerText(future), 'exchange.wire.message.future', { times: false }],
    [
      'with a key twice',
      twice,
      'exchange.wire.json.duplicate',
      { duplicates: false, canonical: false },
    ],
    [
      'with a unicode twin of a name',
      headerText({ body: { name: 'José'.normalize('NFD') } }),
      'exchange.wire.json.unicode',
      { unicode: false },
    ],
    [
      'with a number above 2^53',
      headerText({ body: { amount: 0 } }).replace('"amount":0', '"amount":9007199254740993'),
      'exchange.wire.json.number',
      { numbers: false, canonical: false },
    ],
    [
      'with a fraction',
      headerText({ body: { amount: 0.1 } }),
      'exchange.wire.json.number',
      { numbers: false },
    ],
    [
      'written in another form than the canonical one',
      headerText().replace('{', '{ '),
      'exchange.wire.message.canonical',
      { canonical: false },
    ],
    [
      'for another audience',
      headerText({ to: 'azteusmx.mx' }),
      'exchange.wire.message.audience',
      { audience: false },
    ],
  ])('%s is refused, and taken without the check', async (_what, text, code, checks) => {
    expect(await faultCode(() => decode(signedText(text)))).toBe(code);
    expect(decode(signedText(text), checks).header.id).toBe('message-1');
  });

  test('of somebody else’s name is refused', async () => {
    const text = headerText({ from: 'xxxxus33.us' });
    expect(await faultCode(() => decode(signedText(text)))).toBe('exchange.wire.message.sender');
  });

  test('with a letter of another alphabet in an id is no header at all', async () => {
    for (const change of [{ to: 'bmехmxmm.mx' }, { id: 'messаge-1' }, { session: 's\u200b1' }]) {
      const code = await faultCode(() => decode(signedText(headerText(change))));
      expect(code).toBe('exchange.wire.message.shape');
    }
  });

  test('by a key that nobody pinned, or of another type, is refused', async () => {
    const stranger = trial.node('xxxxus33.us');
    const theirs = signedText(headerText(), stranger.signing);
    expect(await faultCode(() => decode(theirs))).toBe('exchange.wire.signature.unknown');
    const card = sealEnvelope('application/vnd.puente.card+json', Buffer.from(headerText()), [
      bank.signing,
    ]);
    expect(await faultCode(() => decode(joinFrame(card, [])))).toBe('exchange.wire.envelope');
    const envelope = JSON.parse(Buffer.from(card).toString()) as { signatures: object[] };
    const renamed = { ...envelope, payloadType: HEADER };
    const forged = joinFrame(Buffer.from(canonicalJson(renamed)), []);
    expect(await faultCode(() => decode(forged))).toBe('exchange.wire.signature.wrong');
  });

  test('whose algorithm is named in the envelope is no envelope', async () => {
    const bytes = sealEnvelope(HEADER, Buffer.from(headerText()), [bank.signing]);
    const envelope = JSON.parse(Buffer.from(bytes).toString()) as { signatures: object[] };
    const named = {
      ...envelope,
      signatures: envelope.signatures.map((s) => ({ ...s, alg: 'none' })),
    };
    const frame = joinFrame(Buffer.from(canonicalJson(named)), []);
    expect(await faultCode(() => decode(frame))).toBe('exchange.wire.envelope');
  });

  test('the guard sees a header before it is signed, and before it is taken', async () => {
    const guard = () => {
      throw Object.assign(new Error('never'), { code: 'guarded' });
    };
    const options = { key: bank.signing, guard };
    expect(await faultCode(() => encodeMessage(messageDraft(clock), [], options))).toBe('guarded');
    const peers = peerDirectory([bank.card]);
    const policy = { me: 'bmexmxmm.mx', peers, now_ms: clock.now(), guard };
    expect(await faultCode(() => decodeMessage(signedText(headerText()), policy))).toBe('guarded');
  });
});
