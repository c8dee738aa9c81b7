/** Tests of dates: that there is such a day, and their order. */
import {
  addDays,
  compareDates,
  DATE_FORMS,
  guessForm,
  readDate,
  type WrittenDate,
} from '../calendar.js';
import { type Kind, type Surroundings, type ValueTest, valueKind } from '../kind.js';
import type { Parameters } from '../parameters.js';
import { valuesOf } from '../select.js';
import type { Spot } from '../spot.js';

/**
 * A day (month, year) that the calendar has, in a `form`. `partial` admits 00 for month and day;
 * `year_min` and `year_max` bound it.
 */
export const date: Kind = valueKind('date', (parameters) => {
  const form = parameters.choice('form', DATE_FORMS, 'YYYYMMDD');
  const partial = parameters.flag('partial');
  const year_min = parameters.whole('year_min') ?? 0;
  const year_max = parameters.whole('year_max') ?? 9999;
  return (value) => {
    const found = readDate(value, form, partial);
    return found !== null && found.year >= year_min && found.year <= year_max ? null : {};
  };
});

/** No later than `other` (and `days` more); with `strict` earlier. `{other}`: the other date. */
export const notAfter: Kind = valueKind('not_after', (parameters) => ordered(parameters, 1));

/** No earlier than `other` (and `days` more); with `strict` later. `{other}`: the other date. */
export const notBefore: Kind = valueKind('not_before', (parameters) => ordered(parameters, -1));

/** Lies in the month or year `other`. `{other}`: that period. */
export const inPeriod: Kind = valueKind('in_period', (parameters) => {
  const others = otherDates(parameters);
  return (value, spot, around) => {
    const own = others.own(value);
    const [first] = others.of(spot, around);
    return own && first && compareDates(own, first.date) !== 0 ? { other: first.text } : null;
  };
});

/** Held against every other date; what cannot be read is another rule's affair. */
function ordered(parameters: Parameters, direction: 1 | -1): ValueTest['judge'] {
  const others = otherDates(parameters);
  const days = parameters.whole('days') ?? 0;
  const strict = parameters.flag('strict');
  return (value, spot, around) => {
    const own = others.own(value);
    if (own === null) return null;
    const broken = others.of(spot, around).find(({ date }) => {
      const order = compareDates(own, addDays(date, days)) * direction;
      return strict ? order >= 0 : order > 0;
    });
    return broken ? { other: broken.text } : null;
  };
}

function otherDates(parameters: Parameters): {
  own(value: string): WrittenDate | null;
  of(spot: Spot, around: Surroundings): { readonly text: string; readonly date: WrittenDate }[];
} {
  const form = parameters.has('form') ? parameters.choice('form', DATE_FORMS) : null;
  const other_form = parameters.has('other_form')
    ? parameters.choice('other_form', DATE_FORMS)
    : null;
  const other = parameters.operand('other');
  return {
    own: (value) => readDate(value, form ?? guessForm(value), true),
    of: (spot, around) =>
      valuesOf(other, spot, around.facts).flatMap((text) => {
        const found = readDate(text, other_form ?? guessForm(text), true);
        return found === null ? [] : [{ text, date: found }];
      }),
  };
}
