/**
 * Attacks of group 12 on what officers and banks say in requests, searches and orders: that a
 * report of suspicion exists, or who is blocked, by a field, a label, a count, or the moment.
 */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { NEVER_SHARED, SECRET_PHRASES } from '../../model/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import { inquiry } from '../inquiry/index.js';
import { REFUSALS } from '../inquiry/terms.js';
import { search } from '../search/index.js';
import { order } from './index.js';

const KINDS = Object.entries({ ...inquiry.kinds, ...search.kinds, ...order.kinds });

/** Every object, property and closed word of a schema, at any depth. */
function partsOf(schema: z.ZodType) {
  const [objects, names, words]: [Record<string, unknown>[], string[], string[]] = [[], [], []];
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      for (const each of value) look(each);
      return;
    }
    const node = value as Record<string, unknown>;
    if (node.type === 'object') {
      objects.push(node);
      names.push(...Object.keys((node.properties ?? {}) as object));
    }
    if (Array.isArray(node.enum)) words.push(...node.enum.map(String));
    if (typeof node.const === 'string') words.push(node.const);
    for (const each of Object.values(node)) look(each);
  };
  look(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }));
  return { objects, names, words };
}

/** What a message goes through before it is signed: the body's schema, then the guard. */
const send = (schema: z.ZodType, body: unknown, guard: (body: unknown) => unknown) => {
  const content = schema.parse(body);
  guard(content);
  return content;
};

const request = {
  about: { kind: 'subject', class: 'person', name: 'Ana Ejemplo', identifiers: [] },
  questions: ['relationship'],
  text: 'What do you know of her business?',
  urgency: 'urgent',
  answer_by: '2026-11-03T00:00:00.000Z',
};

describe('group 12: no field', () => {
  test.each(KINDS)('%s can be sent with no field that its body does not name', (_, kind) => {
    const { objects, names, words } = partsOf(kind.body);
    expect(objects.length).toBeGreaterThan(0);
    for (const node of objects) expect(node.additionalProperties).toBe(false);
    const secret = new Set<string>(NEVER_SHARED);
    expect([...names, ...words].filter((name) => secret.has(name.toLowerCase()))).toEqual([]);
    const said = words.map((word) => word.replaceAll('_', ' '));
    expect(said.filter((word) => SECRET_PHRASES.some(({ pattern }) => pattern.test(word)))).toEqual(
      [],
    );
  });

  test('control: a body that names one, or is open, is seen', () => {
    const open = z.looseObject({ deep: z.array(z.object({ sar_filed: z.enum(['yes', 'no']) })) });
    const { objects, names } = partsOf(open);
    expect(names).toContain('sar_filed');
    expect(objects.some((node) => node.additionalProperties !== false)).toBe(true);
  });

  const body = inquiry.kinds['inquiry.request']?.body ?? z.never();
  const weak = z.looseObject({ about: z.looseObject({}) });
  test.each(NEVER_SHARED)('%s is refused by the body; where that is weak, by the guard', (name) => {
    const planted = [
      { ...request, [name]: null },
      { ...request, about: { ...request.about, [name]: false } },
    ];
    for (const each of planted) {
      expect(() => send(body, each, refuseSecrets)).toThrow(/unrecognized_keys/);
      expect(() => send(weak, each, refuseSecrets)).toThrow('exchange.secret.field');
      // Control: a weak body and a weak guard let it through.
      expect(JSON.stringify(send(weak, each, () => {}))).toContain(`"${name}"`);
    }
  });
});

describe('group 12: no label, no free text', () => {
  const body = inquiry.kinds['inquiry.request']?.body ?? z.never();
  test.each([
    'We filed a SAR in March',
    'no SAR was filed',
    'se presentó el reporte de operación inusual',
    'ROI 2026/17',
    'está en la lista de personas bloqueadas',
    'S\u200bAR filed',
  ])('%s is refused wherever a person writes', (text) => {
    const identifiers = [{ type: 'curp', value: text }];
    const places = [
      { ...request, text },
      { ...request, about: { ...request.about, name: text } },
      { ...request, about: { ...request.about, identifiers } },
      { ...request, indicator: { id: text, version: 1 } },
    ];
    for (const each of places) {
      expect(() => send(body, each, refuseSecrets)).toThrow('exchange.secret.text');
      // Control: without the guard the text goes out.
      expect(() => send(body, each, () => {})).not.toThrow();
    }
  });

  test('what is no secret passes', () => {
    expect(() => send(body, request, refuseSecrets)).not.toThrow();
  });
});

describe('group 12: no count, and no shape', () => {
  test('refusals are of one shape and one length', () => {
    const refuse = inquiry.kinds['inquiry.refuse']?.body ?? z.never();
    const sizes = REFUSALS.map((code) => JSON.stringify(refuse.parse({ code })).length);
    expect(new Set(sizes).size).toBe(1);
    expect(() => refuse.parse({ code: 'no_answer', kept_reason: 'law' })).toThrow();
    // Control: with the kept reason in it, the length tells which.
    const weak = ['law', 'declined'].map((kept_reason) =>
      JSON.stringify({ code: 'no_answer', kept_reason }),
    );
    expect(new Set(weak.map(({ length }) => length)).size).toBe(2);
  });

  test('what tells nothing carries no number and no text of its own', () => {
    const silent = KINDS.filter(([, { informs }]) => informs === 'nothing');
    expect(silent.map(([name]) => name)).toEqual([
      'inquiry.refuse',
      'inquiry.revoke',
      'inquiry.revoked',
      'search.masked',
      'search.look_up',
    ]);
    for (const [, { body }] of silent) {
      const { names } = partsOf(body);
      expect(names.filter((name) => /text|count|hits|reason|note/.test(name))).toEqual([]);
    }
  });

  test('why a bank gives no answer, and how useful it was, are in no body', () => {
    for (const [, { body }] of KINDS) {
      const { names, words } = partsOf(body);
      const kept = ['kept_reason', 'not_useful', 'no_relationship'];
      expect([...names, ...words].filter((name) => kept.includes(name))).toEqual([]);
    }
  });
});
