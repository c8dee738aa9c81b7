/** When: first and last day, and the month in which most moved. Days are of UTC. */
import { sumsBy } from '../sums.js';
import { paymentFacts } from '../teller.js';
import type { PartOfNarrative } from './scene.js';

export const tellWhen: PartOfNarrative = ({ evidence, teller }) => {
  const { payments } = evidence;
  const [first, last] = [payments[0], payments.at(-1)];
  if (!first || !last) return [];
  const days = [first, last].map(({ time }) => time.slice(0, 10));
  const facts = paymentFacts(payments);
  const values = {
    ...{ from: teller.day(first.time), to: teller.day(last.time) },
    one_day: days[0] === days[1] ? 'yes' : 'no',
  };
  const span = teller.tell('when', {
    ...{ id: 'when.span', key: 'when.span', values, weight: 96 },
    facts: paymentFacts(first === last ? [first] : [first, last]),
  });
  const months = sumsBy(payments, ({ time }) => time.slice(0, 7));
  const [busiest] = months;
  if (!busiest || months.length < 2) return [span];
  const [month, sum] = busiest;
  const more = {
    ...{ months: months.length, month: teller.month(month), sum: teller.sum(sum) },
  };
  const told = { id: 'when.months', key: 'when.months', values: more, facts, weight: 52 };
  return [span, teller.tell('when', told)];
};
