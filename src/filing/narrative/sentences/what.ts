/** What: how much moved, between whom, by which means; the largest payments, and how many more. */

import { showMoney } from '../../../base/index.js';
import type { Payment } from '../../../model/index.js';
import { factOf } from '../fact.js';
import {
  bothWays,
  dealingsOf,
  flowOf,
  largestPayments,
  type Sum,
  sumOf,
  sumsBy,
  topOf,
} from '../sums.js';
import { paymentFacts } from '../teller.js';
import { lesser, mainOf, type PartOfNarrative, type Scene, TOLD_MAX } from './scene.js';

export const tellWhat: PartOfNarrative = (scene) =>
  scene.evidence.payments.length === 0
    ? []
    : [
        ...totals(scene),
        ...passage(scene),
        ...countedBothWays(scene),
        ...dealings(scene),
        ...means(scene),
        ...counterparties(scene),
        ...list(scene),
      ];

function totals({ evidence, teller }: Scene) {
  const { payments, alerts } = evidence;
  const all = sumOf(payments);
  const facts = paymentFacts(payments);
  const sentences = [
    teller.tell('what', {
      ...{ id: 'what.total', key: 'what.total', weight: 97, facts },
      values: { n: payments.length, sum: teller.sum(all) },
    }),
  ];
  const currencies = sumsBy(payments, ({ currency }) => currency);
  if (currencies.length > 1 || currencies[0]?.[0] !== evidence.currency) {
    const items = currencies.map(([currency, { payments: own }]) => {
      const minor = own.reduce((sum, { amount_minor }) => sum + amount_minor, 0n);
      return teller.phrase('what.currency', {
        n: own.length,
        money: showMoney({ minor, currency }),
      });
    });
    const values = { list: teller.row(items) };
    const told = { id: 'what.currencies', key: 'what.currencies', values, facts, weight: 78 };
    sentences.push(teller.tell('what', told));
  }
  if (all.unvalued > 0)
    sentences.push(
      teller.tell('what', {
        ...{ id: 'what.unvalued', key: 'what.unvalued', weight: 95 },
        values: { n: all.unvalued, currency: evidence.currency },
        facts: paymentFacts(payments.filter(({ value_minor }) => value_minor === null)),
      }),
    );
  const known = new Set(payments.map(({ id }) => id));
  const cut = alerts.filter(
    ({ finding }) => finding.evidence.filter((id) => known.has(id)).length < finding.evidence_total,
  );
  if (cut.length > 0)
    sentences.push(
      teller.tell('what', {
        ...{ id: 'what.more', key: 'what.more', weight: 93 },
        values: { n: cut.length },
        facts: cut.map(({ id }) => factOf('alert', id)),
      }),
    );
  return sentences;
}

/** What came in and went out, where money passed through: a sum of all counts it at each step. */
function passage({ evidence, cast, teller }: Scene) {
  const flow = flowOf(cast, evidence.payments);
  const [received, paid] = [flow.in, flow.out].map(({ payments }) => payments.length > 0);
  const isPassed = flow.inside.payments.length > 0 || (received && paid);
  if (cast.subjects.length === 0 || !isPassed) return [];
  const own = [...flow.in.payments, ...flow.out.payments, ...flow.inside.payments];
  const values = {
    ...{ in: teller.sum(flow.in), out: teller.sum(flow.out), inside: teller.sum(flow.inside) },
    ...{ received: received ? 'yes' : 'no', paid: paid ? 'yes' : 'no' },
    between: flow.inside.payments.length === 0 ? 'no' : 'yes',
  };
  const facts = paymentFacts(own);
  const key = received || paid ? 'what.passage' : 'what.inside';
  return [teller.tell('what', { id: 'what.passage', key, values, facts, weight: 90 })];
}

/** That the total counts what came to subjects and what left them, with both sums. */
function countedBothWays({ evidence, cast, teller }: Scene) {
  const both = bothWays(cast, evidence.payments);
  if (both === null) return [];
  const facts = paymentFacts([...both.in.payments, ...both.out.payments]);
  const values = { in: teller.sum(both.in), out: teller.sum(both.out) };
  const id = 'what.both_ways';
  return [teller.tell('what', { id, key: id, values, facts, weight: 88 })];
}

/** What the subjects of most money received and paid, one by one, and the others together. */
function dealings({ evidence, cast, teller }: Scene) {
  if (cast.subjects.length < 2) return [];
  const own = cast.subjects
    .map((actor) => ({ actor, ...dealingsOf(cast, evidence.payments, [actor]) }))
    .filter((each) => each.in.payments.length + each.out.payments.length > 0)
    .sort((a, b) => (movedBy(a) > movedBy(b) ? -1 : movedBy(a) < movedBy(b) ? 1 : 0));
  // A single one left over is told like those before it.
  const main = mainOf(own, TOLD_MAX.dealings, movedBy);
  const shown = own.length === main.length + 1 ? own : main;
  const rest = own.slice(shown.length).map(({ actor }) => actor);
  const valuesOf = (sums: { readonly in: Sum; readonly out: Sum }) => ({
    ...{ in: teller.sum(sums.in), out: teller.sum(sums.out) },
    received: sums.in.payments.length > 0 ? 'yes' : 'no',
    paid: sums.out.payments.length > 0 ? 'yes' : 'no',
  });
  const factsOf = (sums: { readonly in: Sum; readonly out: Sum }) =>
    paymentFacts([...sums.in.payments, ...sums.out.payments]);
  const told = shown.map(({ actor, ...sums }, i) =>
    teller.tell('what', {
      ...{ id: `what.dealings:${actor.key}`, key: 'what.dealings', weight: lesser(64, i) },
      ...{ values: { name: teller.name(actor), ...valuesOf(sums) }, facts: factsOf(sums) },
    }),
  );
  if (rest.length === 0) return told;
  const sums = dealingsOf(cast, evidence.payments, rest);
  const other = {
    ...{ id: 'what.dealings', key: 'what.dealings_rest', weight: 65, facts: factsOf(sums) },
    values: { n: rest.length, ...valuesOf(sums) },
  };
  return [...told, teller.tell('what', other)];
}

function movedBy(sums: { readonly in: Sum; readonly out: Sum }): bigint {
  return sums.in.value_minor + sums.out.value_minor;
}

function means({ evidence, teller }: Scene) {
  const items = sumsBy(evidence.payments, ({ rail }) => rail).map(([rail, sum]) =>
    teller.phrase('item', { of: teller.word('rail', rail || 'unknown'), sum: teller.sum(sum) }),
  );
  const facts = paymentFacts(evidence.payments);
  const values = { list: teller.row(items) };
  return [teller.tell('what', { id: 'what.means', key: 'what.means', values, facts, weight: 72 })];
}

/** The other ends of the subjects' payments. */
function counterparties({ evidence, cast, teller }: Scene) {
  const otherEnd = (payment: Payment) => {
    const [from, to] = [cast.debtorOf(payment), cast.creditorOf(payment)];
    if (cast.isSubject(from) === cast.isSubject(to)) return null;
    return cast.isSubject(from) ? to : from;
  };
  const own = evidence.payments.filter((payment) => otherEnd(payment) !== null);
  if (own.length === 0) return [];
  const sums = sumsBy(own, (payment) => otherEnd(payment)?.key ?? null);
  const { top, rest, more } = topOf(sums, TOLD_MAX.ends);
  const items = top.map(([key, sum]) => {
    const actor = cast.actors.get(key);
    return teller.phrase('item', { of: actor ? teller.name(actor) : key, sum: teller.sum(sum) });
  });
  const values = { list: teller.row(items), more, rest: more === 0 ? '' : teller.sum(rest) };
  const told = { id: 'what.counterparties', key: 'what.counterparties', values, weight: 54 };
  return [teller.tell('what', { ...told, facts: paymentFacts(own) })];
}

/** The largest payments as rows, which stay or go together with what is said of them. */
function list({ evidence, cast, teller, payments_max, attached }: Scene) {
  const { shown, rest } = largestPayments(evidence.payments, payments_max);
  const n = shown.length;
  if (n === 0) return [];
  const group = 'what.payments';
  const more = { more: rest.payments.length, rest: teller.sum(rest) };
  const values = { n, ...more, attached: attached ? 'yes' : 'no' };
  const head = teller.tell('what', {
    ...{ id: group, key: 'what.payments', values, weight: 30, group },
    facts: paymentFacts(evidence.payments),
  });
  const rows = shown.map((payment) => {
    const { id, time, amount_minor: minor, currency, rail } = payment;
    const row = {
      ...{ day: time.slice(0, 10), money: showMoney({ minor, currency }), id },
      how: teller.word('rail', rail ?? 'unknown'),
      from: teller.end(payment, cast.debtorOf(payment)),
      to: teller.end(payment, cast.creditorOf(payment)),
    };
    return teller.tell('what', {
      ...{ id: `what.payment:${id}`, key: 'what.payment', values: row, weight: 30, group },
      facts: [factOf('payment', id)],
    });
  });
  return [head, ...rows];
}
