import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Fault, fixedClock } from '../../base/index.js';
import { openEnvelope, preAuthentication, sealEnvelope } from './envelope.js';
import { joinMessages, splitMessages } from './frame.js';
import { decodeMessage, encodeMessage, type MessageDraft } from './message.js';
import { peerDirectory } from './peers.js';
import { faultCode, messageDraft, startTrial } from './samples.js';
import { createSigningKey, verifyingKeyOf } from './signing-key.js';

const clock = fixedClock(Date.parse('2026-11-22T12:00:00.000Z'));
const trial = startTrial(clock);
afterAll(() => trial.end());

const bank = trial.node('ejbtus44.us');
const policy = {
  me: 'bmexmxmm.mx',
  peers: peerDirectory([bank.card]),
  now_ms: clock.now(),
  guard: () => {},
};

function encode(changes: Partial<MessageDraft> = {}, parts: readonly Uint8Array[] = []) {
  return encodeMessage(messageDraft(clock, changes), parts, { key: bank.signing, guard: () => {} });
}

/** A Fault’s code, or none; whatever else is thrown is a defect. */
function outcome(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}

test('a message comes back as it was, attachments and all', () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const body = fc.dictionary(
    fc
      .string({ minLength: 1, maxLength: 5, unit: 'grapheme-ascii' })
      .filter((k) => k !== '__proto__'),
    fc.maxSafeInteger().map((n) => n + 0),
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), body, (parts, stated) => {
      const message = decodeMessage(encode({ body: stated }, parts), policy);
      expect(message.header.body).toEqual(stated);
      expect(message.attachments.map((part) => [...part])).toEqual(parts.map((part) => [...part]));
      expect(message.sender).toBe(bank.card);
    }),
    { numRuns: 60 },
  );
});

test('a flipped bit anywhere is a Fault', () => {
  const bytes = encode({}, [Buffer.from('one'), Buffer.from('two')]);
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(outcome(() => decodeMessage(changed, policy))).not.toBe('none');
    }),
    { numRuns: 400 },
  );
});

test('a message cut or lengthened anywhere, and any noise, is a Fault', () => {
  const bytes = encode({}, [Buffer.from('one')]);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1 }), (length, more) => {
      expect(outcome(() => decodeMessage(bytes.subarray(0, length), policy))).not.toBe('none');
      const longer = Buffer.concat([bytes, more]);
      expect(outcome(() => decodeMessage(longer, policy))).toBe('exchange.wire.frame.length');
      expect(outcome(() => decodeMessage(more, policy))).not.toBe('none');
      expect(outcome(() => splitMessages(more))).toMatch(/none|exchange\.wire\.frame/);
    }),
    { numRuns: 200 },
  );
});

test.each<[string, Partial<MessageDraft>]>([
  ['id', { id: 'two words' }],
  ['kind', { kind: 'alone' }],
  ['from', { from: 'Bank.us' }],
  ['to', { to: 'bank.de' }],
  ['created_at', { created_at: '2026-11-22T12:00:00Z' }],
  ['expires_at', { expires_at: '2026-11-22T11:00:00.000Z' }],
  ['expires_at', { expires_at: '2027-11-22T11:00:00.000Z' }],
  ['agreement', { agreement: '' }],
])('a wrong %s is refused before it is signed', async (field, change) => {
  const error = await Promise.resolve()
    .then(() => encode(change))
    .catch((fault: unknown) => fault);
  expect(error).toMatchObject({ code: 'exchange.wire.message.shape', params: { field } });
});

test('a card that has lapsed signs no more', async () => {
  const later = { ...policy, now_ms: clock.now() + 31 * 86_400_000 };
  const bytes = encode({ expires_at: '2027-01-10T00:00:00.000Z' });
  expect(await faultCode(() => decodeMessage(bytes, later))).toBe('exchange.wire.card.lapsed');
});

test('the digest names the header, and with it the attachments', () => {
  const digest = (parts: Uint8Array[]) => decodeMessage(encode({}, parts), policy).digest;
  expect(digest([Buffer.from('a')])).toBe(digest([Buffer.from('a')]));
  expect(digest([Buffer.from('a')])).not.toBe(digest([Buffer.from('b')]));
});

test('many messages travel as one body', () => {
  const messages = [encode(), encode({ id: 'message-2' })];
  expect(splitMessages(joinMessages(messages))).toEqual(messages.map((m) => Buffer.from(m)));
  expect(splitMessages(joinMessages([]))).toEqual([]);
});

describe('DSSE', () => {
  test('the pre-authentication encoding that the specification prints', () => {
    const bytes = preAuthentication('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(Buffer.from(bytes).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  test('lengths are of bytes, not of characters', () => {
    expect(Buffer.from(preAuthentication('ñ', Buffer.from('é€'))).toString()).toBe(
      'DSSEv1 2 ñ 5 é€',
    );
  });

  test('unknown signatures are passed over, a known one must hold', () => {
    const [known, other] = [createSigningKey(), createSigningKey()];
    const keyOf = (id: string) => (id === known.key_id ? verifyingKeyOf(known.public_key) : null);
    const open = { payload_type: 't', keyOf, signatures_max: 2 };
    const both = sealEnvelope('t', Buffer.from('p'), [other, known]);
    expect(openEnvelope(both, open).key_ids).toEqual([known.key_id]);
    const unknown = sealEnvelope('t', Buffer.from('p'), [other]);
    expect(outcome(() => openEnvelope(unknown, open))).toBe('exchange.wire.signature.unknown');
    const one = { ...open, signatures_max: 1 };
    expect(outcome(() => openEnvelope(both, one))).toBe('exchange.wire.envelope');
  });
});
