/** Where the rest is: the attachment has every payment, and its sum. */
import { sumOf } from '../sums.js';
import { paymentFacts } from '../teller.js';
import type { PartOfNarrative } from './scene.js';

export const tellClosing: PartOfNarrative = ({ evidence, teller }) => {
  const { payments } = evidence;
  if (payments.length === 0) return [];
  const values = { n: payments.length, sum: teller.sum(sumOf(payments)) };
  const told = { id: 'closing.attachment', key: 'closing.attachment', values, weight: 98 };
  return [teller.tell('closing', { ...told, facts: paymentFacts(payments) })];
};
