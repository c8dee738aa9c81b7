import { expect, test } from 'vitest';
import { createSpeaker, Fault, seededRandom } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';
import { graphOf } from '../graph/payment-graph.js';
import { BOOST_RULES } from './boosting/boost.js';
import { cardText } from './card.js';
import { modelHash, readModel, writeModel } from './model.js';
import { rankPayments } from './rank.js';
import { trainRanker } from './train.js';

const DAY_MS = 86_400_000;
const ACCOUNTS = 400;

/** Habitual payments of pairs; every other day a source scatters and a target gathers. */
function world(): { columns: PaymentColumns; labels: Int8Array } {
  const random = seededRandom('ranker/world');
  const legs: { day: number; from: number; to: number; label: number }[] = [];
  for (let pair = 0; pair < 600; pair++) {
    const [from, to] = [random.integer(0, ACCOUNTS - 1), random.integer(0, ACCOUNTS - 1)];
    const every = random.integer(2, 6);
    for (let day = random.integer(0, 9); day < 100; day += every)
      legs.push({ day, from, to, label: 0 });
  }
  for (let day = 5; day < 95; day += 2) {
    const [source, target] = [random.integer(0, ACCOUNTS - 1), random.integer(0, ACCOUNTS - 1)];
    for (let k = 0; k < 4; k++) {
      const carrier = random.integer(0, ACCOUNTS - 1);
      legs.push({ day, from: source, to: carrier, label: 1 });
      legs.push({ day: day + 2, from: carrier, to: target, label: 1 });
    }
  }
  legs.sort((a, b) => a.day - b.day);
  const columns: PaymentColumns = {
    accounts: ACCOUNTS,
    order_key: BigInt64Array.from(legs.keys(), BigInt),
    time_ms: Float64Array.from(legs, ({ day }) => day * DAY_MS),
    debtor: Int32Array.from(legs, ({ from }) => from),
    creditor: Int32Array.from(legs, ({ to }) => to),
    value_minor: Float64Array.from(legs, () => random.integer(1_000, 90_000)),
    ties: new Uint8Array(legs.length).fill(1),
  };
  return { columns, labels: Int8Array.from(legs, ({ label }) => label) };
}

const { columns, labels } = world();
const rules = { ...BOOST_RULES, trees_max: 40, patience: 10, top_share: 0.5, rest_share: 0.5 };
const train = (over: { labels?: Int8Array } = {}) =>
  trainRanker({ columns, labels, sight: 'looking_back', rules, seed: 's', now_ms: 0, ...over });
const model = train();

test('a ranker finds what it was shown, in a time it was not shown', () => {
  const { training, validation, test: last } = model.card;
  expect(training.to_ms).toBe(validation.from_ms);
  expect(validation.to_ms).toBe(last.from_ms);
  expect(last.on_payments.f1).toBeGreaterThan(0.8);
  expect(last.on_accounts.average_precision).toBeGreaterThan(0.8);
  const { margins, flagged } = rankPayments(model, { graph: graphOf(columns) });
  expect(flagged.length).toBe(margins.filter((margin) => margin >= model.threshold).length);
  const first = columns.time_ms.findIndex((time) => time >= last.from_ms);
  const found = flagged.filter((i) => i >= first && labels[i] === 1).length;
  expect(found / last.laundering).toBeCloseTo(last.on_payments.recall, 12);
});

test('an explanation adds up to the score, and each part can be said', () => {
  const { margins, flagged, explain } = rankPayments(model, { graph: graphOf(columns) });
  const payment = flagged[0] as number;
  const { margin, parts, expected } = explain(payment);
  expect(margin).toBeCloseTo(margins[payment] as number, 9);
  expect(parts.reduce((sum, { adds }) => sum + adds, expected)).toBeCloseTo(margin, 9);
  const voice = createSpeaker('es');
  for (const { meaning } of parts) expect(voice.say(meaning.key, meaning.values)).not.toBe('');
});

test('a model survives writing and reading, and an altered one is refused', () => {
  const text = writeModel(model);
  const read = readModel(text, 'model.json');
  expect(modelHash(read)).toBe(modelHash(model));
  expect(read.ensemble).toEqual(model.ensemble);
  const altered = text.replace(/"threshold":-?\d/, '"threshold":9');
  for (const [bad, reason] of [
    [altered, 'hash'],
    ['{}', 'format'],
    ['null', 'format'],
    ['not JSON', 'json'],
  ] as const) {
    expect(() => readModel(bad, 'model.json')).toThrow(Fault);
    expect(thrownBy(() => readModel(bad, 'model.json')).params).toMatchObject({ reason });
  }
});

test('the same data and seed give the same model; labels that nobody gave are left out', () => {
  expect(modelHash(train())).toBe(modelHash(model));
  const partial = labels.map((label, i) => (label === 0 && i % 3 === 0 ? -1 : label));
  const { training, validation, test: last } = train({ labels: partial }).card;
  const used = training.payments + validation.payments + last.payments;
  expect(used).toBe(partial.filter((label) => label !== -1).length);
});

test('too few labels are refused with the part and the counts', () => {
  const few = labels.map((label, i) => (label === 1 && i > labels.length / 2 ? -1 : label));
  const fault = thrownBy(() => train({ labels: few }));
  expect(fault.code).toBe('network.ranker.labels');
  expect(fault.params).toMatchObject({ laundering: expect.any(Number) });
});

test.each(['en', 'es'] as const)('the model card is complete: %s', (language) => {
  const text = cardText(model, createSpeaker(language));
  expect(text).toContain(modelHash(model));
  for (const { name } of model.features) expect(text).toContain(`\`${name}\``);
  expect(text).toContain(model.card.test.on_payments.f1.toFixed(3));
  expect(text).not.toMatch(/\{|undefined|NaN/);
});

function thrownBy(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error('nothing was thrown');
}
