/** A trace for people: its steps as a table, and what became of the money. */
import { isoTime, type Speaker, showMoney } from '../base/index.js';
import type { Traced, TracedStep } from '../network/index.js';
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
  const { mark, query, steps, truncated } = traced;
  const { direction, method, from_ms, until_ms } = query;
  const values = { id: mark.id, from: isoTime(from_ms).slice(0, 16), method };
  const head = voice.say(`network.trace.${direction}.${mark.kind}`, {
    ...values,
    until: isoTime(until_ms).slice(0, 16),
    money: showMoney({ minor: traced.totals.marked_minor, currency }),
  });
  const hidden = Math.max(0, steps.length - top) + truncated.steps;
  return [
    ...wrap(head, width),
    '',
    ...stepTable(steps.slice(0, top), currency, voice),
    ...(hidden > 0 ? [voice.say('network.trace.more', { hidden })] : []),
    '',
    ...summary(traced, currency, voice).flatMap((line) =>
      line.startsWith(' ') ? [line] : wrap(line, width),
    ),
  ];
}

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

function summary(traced: Traced, currency: string, voice: Speaker): string[] {
  const { totals, query, truncated, accounts, steps } = traced;
  const { direction } = query;
  const money = (minor: bigint) => showMoney({ minor, currency });
  const whole = totals.marked_minor + totals.spread_minor + totals.assumed_minor;
  const share = (minor: bigint) => percent(minor, whole);
  const cash = cashOf(traced);
  const unseen = unseenOf(traced);
  const part = (key: string, minor: bigint, count = 0) =>
    minor === 0n ? [] : [voice.say(key, { money: money(minor), share: share(minor), count })];
  const resting = accounts.filter(({ rest_minor }) => rest_minor > 0n);
  return [
    voice.say('network.trace.followed', {
      payments: steps.length + truncated.steps,
      accounts: accounts.length,
      reached: traced.reached,
    }),
    ...part('network.trace.spread', totals.spread_minor),
    ...part('network.trace.assumed', totals.assumed_minor),
    ...part(`network.trace.${direction}.rest`, totals.rest_minor, resting.length),
    ...resting
      .slice(0, RESTS_SHOWN)
      .map(({ account, rest_minor: minor }) => `  ${account}  ${money(minor)}  ${share(minor)}`),
    ...(resting.length > RESTS_SHOWN ? ['  …'] : []),
    ...part(`network.trace.${direction}.cash`, cash),
    ...part(`network.trace.${direction}.left`, totals.left_minor - cash),
    ...bordersOf(traced).map(({ from, to, payments, tainted_minor }) =>
      voice.say('network.trace.border', { from, to, payments, money: money(tainted_minor) }),
    ),
    ...(unseen.payments > 0
      ? [
          voice.say('network.trace.unseen', {
            payments: unseen.payments,
            money: money(unseen.minor),
          }),
        ]
      : []),
    ...part('network.trace.beyond_hops', totals.beyond_hops_minor, truncated.beyond_hops),
    ...part('network.trace.below_minimum', totals.below_minimum_minor, truncated.below_minimum),
    ...(truncated.unvalued > 0
      ? [voice.say('network.trace.unvalued', { payments: truncated.unvalued })]
      : []),
    ...(truncated.joined > 0 ? [voice.say('network.trace.joined')] : []),
    voice.say(traced.bound === 'flow' ? 'network.trace.bound_flow' : 'network.trace.bound_cut'),
  ];
}

/** A share of the whole to a tenth of a per cent, downward: what is not all is not 100.0%. */
function percent(minor: bigint, whole: bigint): string {
  if (whole === 0n) return '—';
  const tenths = (minor * 1000n) / whole;
  return `${tenths / 10n}.${tenths % 10n}%`;
}
