/** A trace for people: its steps as a table, and what became of the money. */
import { isoTime, type Speaker, showMoney } from '../base/index.js';
import type { Traced, TracedStep } from '../network/index.js';
import type { TraceSentence } from '../report/index.js';
import type { CommandContext } from './context.js';
import { bordersOf, cashOf, unseenOf } from './network-trace-sums.js';
import { clip, drawTable, wrap } from './table.js';

/** Accounts named in the summary, and the widest id of the table. */
const RESTS_SHOWN = 10;
const ID_WIDTH = 28;

export function traceLines(
  traced: Traced,
  currency: string,
  top: number,
  { voice, width }: Pick<CommandContext, 'voice' | 'width'>,
): string[] {
  const { steps, truncated } = traced;
  const { key: headKey, values } = traceHead(traced, currency);
  const head = voice.say(headKey, values);
  const hidden = Math.max(0, steps.length - top) + truncated.steps;
  return [
    ...wrap(head, width),
    '',
    ...stepTable(steps.slice(0, top), currency, voice),
    ...(hidden > 0 ? [voice.say('network.trace.more', { hidden })] : []),
    '',
    ...traceFacts(traced, currency).flatMap(({ key, values: told }) => [
      ...wrap(voice.say(key, told), width),
      ...(key.endsWith('.rest') ? restLines(traced, currency) : []),
    ]),
  ];
}

/** What was asked. */
export function traceHead({ mark, query, totals }: Traced, currency: string): TraceSentence {
  const { direction, method, from_ms, until_ms } = query;
  return {
    key: `network.trace.${direction}.${mark.kind}`,
    values: {
      ...{ id: mark.id, method, from: minute(from_ms), until: minute(until_ms) },
      money: showMoney({ minor: totals.marked_minor, currency }),
    },
  };
}

const minute = (at_ms: number) => isoTime(at_ms).slice(0, 16).replace('T', ' ');

function stepTable(steps: readonly TracedStep[], currency: string, voice: Speaker): string[] {
  const money = (minor: bigint | null) =>
    minor === null ? '—' : showMoney({ minor, currency }).replace(/ [A-Z]+$/, '');
  const end = (account: string | null, rail: string | null) =>
    account === null
      ? voice.say(rail === 'cash' ? 'network.trace.cash' : 'network.trace.nobody')
      : clip(account, ID_WIDTH);
  const heads = ['when', 'payment', 'hop', 'ends', 'value', 'tainted', 'share', 'at_most', 'rest'];
  const rows = steps.map((step) => [
    step.time.slice(0, 16).replace('T', ' '),
    clip(step.payment, ID_WIDTH),
    String(step.hop),
    `${end(step.debtor_account, step.rail)} → ${end(step.creditor_account, step.rail)}`,
    money(step.value_minor),
    money(step.tainted_minor),
    percent(step.tainted_minor, step.value_minor),
    money(step.at_most_minor),
    money(step.rest_minor),
  ]);
  return drawTable(
    heads.map((name) => voice.say(`network.trace.head.${name}`, { currency })),
    rows,
    [2, 4, 5, 6, 7, 8],
  );
}

/** What became of the money, as sentences; accounts in which it rests stand after `….rest`. */
export function traceFacts(traced: Traced, currency: string): TraceSentence[] {
  const { totals, query, truncated, accounts, steps } = traced;
  const { direction } = query;
  const money = (minor: bigint) => showMoney({ minor, currency });
  const whole = totals.marked_minor + totals.spread_minor + totals.assumed_minor;
  const cash = cashOf(traced);
  const unseen = unseenOf(traced);
  const fact = (key: string, values: TraceSentence['values'] = {}) => ({
    key: `network.trace.${key}`,
    values,
  });
  const part = (key: string, minor: bigint, count = 0) =>
    minor === 0n ? [] : [fact(key, { money: money(minor), share: percent(minor, whole), count })];
  const resting = accounts.filter(({ rest_minor }) => rest_minor > 0n).length;
  return [
    fact('followed', {
      payments: steps.length + truncated.steps,
      accounts: accounts.length,
      reached: traced.reached,
    }),
    ...part('spread', totals.spread_minor),
    ...part('assumed', totals.assumed_minor),
    ...part(`${direction}.rest`, totals.rest_minor, resting),
    ...part(`${direction}.cash`, cash),
    ...part(`${direction}.left`, totals.left_minor - cash),
    ...bordersOf(traced).map(({ from, to, payments, tainted_minor }) =>
      fact('border', { from, to, payments, money: money(tainted_minor) }),
    ),
    ...(unseen.payments > 0
      ? [fact('unseen', { payments: unseen.payments, money: money(unseen.minor) })]
      : []),
    ...part('beyond_hops', totals.beyond_hops_minor, truncated.beyond_hops),
    ...part('below_minimum', totals.below_minimum_minor, truncated.below_minimum),
    ...(truncated.unvalued > 0 ? [fact('unvalued', { payments: truncated.unvalued })] : []),
    ...(truncated.joined > 0 ? [fact('joined')] : []),
    fact(traced.bound === 'flow' ? 'bound_flow' : 'bound_cut'),
  ];
}

function restLines({ accounts, totals }: Traced, currency: string): string[] {
  const whole = totals.marked_minor + totals.spread_minor + totals.assumed_minor;
  const resting = accounts.filter(({ rest_minor }) => rest_minor > 0n);
  const line = ({ account, rest_minor: minor }: (typeof resting)[number]) =>
    `  ${account}  ${showMoney({ minor, currency })}  ${percent(minor, whole)}`;
  return [
    ...resting.slice(0, RESTS_SHOWN).map(line),
    ...(resting.length > RESTS_SHOWN ? ['  …'] : []),
  ];
}

/** A share of the whole to a tenth of a per cent, downward: what is not all is not 100.0%. */
function percent(minor: bigint, whole: bigint): string {
  if (whole === 0n) return '—';
  const tenths = (minor * 1000n) / whole;
  return `${tenths / 10n}.${tenths % 10n}%`;
}
