import type { Speaker } from '../../base/index.js';
import type { SiaraOrder } from './order.js';
import { soughtIn } from './sought.js';

/**
 * An order in a few sentences: who orders what, about whom, until when, and how much of it needs a
 * reader. `due_on` is what `answerDueOn` says.
 */
export function summariseOrder(
  order: SiaraOrder,
  due_on: string | null,
  speaker: Speaker,
): readonly string[] {
  const { subjects, accounts } = soughtIn(order);
  const kinds = [...new Set(order.measures.map(({ kind }) => kind))];
  const measures = kinds.map((kind) => speaker.say(`filing.siara.measure.${kind}`));
  const names = subjects.map(({ names, rfcs, curps }) => names[0] ?? rfcs[0] ?? curps[0] ?? '');
  return [
    speaker.say('filing.siara.summary.order', {
      number: order.order_number ?? '',
      authority: order.authority ?? '',
      area: speaker.say(`filing.siara.area.${order.area.kind ?? 'unknown'}`),
      published_on: order.published_on ?? '',
    }),
    kinds.length > 0
      ? speaker.say('filing.siara.summary.measures', { measures: measures.join(', ') })
      : speaker.say('filing.siara.summary.no_measure'),
    speaker.say('filing.siara.summary.subjects', { n: names.length, names: names.join('; ') }),
    ...(accounts.length > 0
      ? [speaker.say('filing.siara.summary.accounts', accountCounts(order))]
      : []),
    due_on === null
      ? speaker.say('filing.siara.summary.no_due_day')
      : speaker.say('filing.siara.summary.due', { days: order.answer_days ?? 0, due_on }),
    ...(order.faults.length > 0
      ? [speaker.say('filing.siara.summary.faults', { n: order.faults.length })]
      : []),
  ];
}

function accountCounts({ accounts }: SiaraOrder): Record<string, number> {
  const shaped = accounts.filter(({ certainty }) => certainty === 'shaped').length;
  return { n: accounts.length, shaped };
}
