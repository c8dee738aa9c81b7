/** Days that no calendar has, and days on the wrong side of others. */
import type { Random } from '../src/base/index.js';
import {
  addDays,
  type DateForm,
  guessForm,
  parseOperand,
  type Rule,
  readDate,
  valuesOf,
} from '../src/filing/index.js';
import type { Target } from './filing-change.js';

/** A date of the same form that there is not, or out of its years. */
export function impossibleDate(
  _text: string,
  { form = 'YYYYMMDD', year_min, year_max }: Rule['parameters'],
  random: Random,
): string {
  const wrong = [
    shown(String(form) as DateForm, { year: '2024', month: '13', day: '01' }),
    shown(String(form) as DateForm, { year: 'ABCD', month: '01', day: '01' }),
  ];
  if (String(form).includes('DD'))
    for (const [month, day] of [
      ['02', '30'],
      ['02', '31'],
      ['04', '31'],
      ['12', '99'],
    ])
      wrong.push(
        shown(String(form) as DateForm, { year: '2024', month: `${month}`, day: `${day}` }),
      );
  if (form === 'YYYY') wrong.splice(0, 1);
  for (const [year, step] of [
    [year_min, -1],
    [year_max, 1],
  ] as const)
    if (typeof year === 'string')
      wrong.push(
        shown(String(form) as DateForm, {
          year: String(Number(year) + step).padStart(4, '0'),
          month: '01',
          day: '01',
        }),
      );
  return random.pick(wrong);
}

/** One day beyond what the rule allows; `side` 0: out of a period. */
export function dayOutside(text: string, { rule, spot, known }: Target, side: 1 | 0 | -1) {
  const { other = '', other_form, form, days = '0' } = rule.parameters;
  const texts = valuesOf(parseOperand(String(other)), spot, known);
  const dates = texts.flatMap((each) => {
    const found = readDate(each, (other_form ?? guessForm(each)) as DateForm, true);
    return found ? [found] : [];
  });
  const sorted = dates.toSorted((a, b) => key(a) - key(b));
  const bound = side < 0 ? sorted.at(-1) : sorted[0];
  if (bound === undefined) return null;
  const step = side === 0 ? 40 : side;
  // Where the other date knows no day, the next day of it is in the next month, or year.
  const own = String(form ?? guessForm(text));
  const isWhole = bound.month !== null && bound.day !== null && own.includes('DD');
  const whole = {
    year: bound.year,
    month: bound.month ?? (side > 0 ? 12 : 1),
    day: bound.day ?? (side > 0 ? 28 : 1),
  };
  const beyond = addDays(whole, Number(days) + (isWhole ? step : step * 400));
  const parts = {
    year: String(beyond.year).padStart(4, '0'),
    month: String(beyond.month).padStart(2, '0'),
    day: String(beyond.day).padStart(2, '0'),
  };
  return shown(own as DateForm, parts);
}

function key({ year, month, day }: { year: number; month: number | null; day: number | null }) {
  return year * 10_000 + (month ?? 0) * 100 + (day ?? 0);
}

function shown(form: DateForm, parts: { year: string; month: string; day: string }): string {
  return form
    .replace('YYYY', parts.year)
    .replace(/^YY/, parts.year.slice(2))
    .replace('MM', parts.month)
    .replace('DD', parts.day)
    .replace('hh:mm:ss', '12:00:00');
}
