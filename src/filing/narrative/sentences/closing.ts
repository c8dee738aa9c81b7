/** Where the rest is: the attachment has every payment, and its sum. */
import { sumOf } from '../sums.js';
import { paymentFacts } from '../teller.js';
import type { PartOfNarrative } from './scene.js';

export const tellClosing: PartOfNarrative = ({ evidence, teller, attached }) => {
  const { payments } = evidence;
  if (payments.length === 0) return [];
  const values = { sum: teller.sum(sumOf(payments)), attached: attached ? 'yes' : 'no' };
  const told = { id: 'closing.attachment', key: 'closing.attachment', values, weight: 98 };
  return [teller.tell('closing', { ...told, facts: paymentFacts(payments) })];
};
