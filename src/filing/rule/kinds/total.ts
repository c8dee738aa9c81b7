/** Tests of how many there are, and of how much they are together. */
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  negate,
  readDecimal,
  showDecimal,
  ZERO,
} from '../decimal.js';
import type { Breach, Gathering, GatheringTest, Kind, Surroundings } from '../kind.js';
import type { Parameters } from '../parameters.js';
import { valuesOf } from '../select.js';
import type { Spot } from '../spot.js';
import { DistinctTexts } from './distinct-texts.js';

/**
 * How many nodes stand at `of` (with `distinct`, how many different values): what `equals` states,
 * or `min` to `max`. `{value}`: what is stated, else the count; `{expected}`, `{other}`: the count,
 * or the bound.
 */
export const count: Kind = {
  name: 'count',
  read(parameters): GatheringTest {
    const of = [parameters.path('of')];
    const distinct = parameters.flag('distinct');
    const verdict = verdictOf(parameters);
    return {
      scope: 'gathering',
      of,
      begin(): Gathering {
        const seen = new DistinctTexts();
        let counted = 0;
        return {
          add(spot) {
            if (!distinct || (spot.isFilled && seen.add(spot.text, '') === null)) counted += 1;
            return [];
          },
          end: (at, around) => verdict(at, { units: BigInt(counted), digits: 0 }, around),
        };
      },
    };
  },
};

/**
 * The exact sum of `of`, less that of `minus`: what `equals` states, or `min` to `max`. Empty
 * values are nothing, and so are those that are no decimals: they are another rule's affair.
 */
export const sum: Kind = {
  name: 'sum',
  read(parameters): GatheringTest {
    const of = [...parameters.paths('of')];
    const positive = of.length;
    if (parameters.has('minus')) of.push(...parameters.paths('minus'));
    const verdict = verdictOf(parameters);
    return {
      scope: 'gathering',
      of,
      begin(): Gathering {
        let total = ZERO;
        return {
          add(spot, which) {
            const found = readDecimal(spot.text) ?? ZERO;
            total = addDecimals(total, which < positive ? found : negate(found));
            return [];
          },
          end: (at, around) => verdict(at, total, around),
        };
      },
    };
  },
};

type Verdict = (at: Spot, found: Decimal, around: Surroundings) => readonly Breach[];

function verdictOf(parameters: Parameters): Verdict {
  parameters.oneOf(['equals', 'min', 'max']);
  const min = parameters.decimal('min');
  const max = parameters.decimal('max');
  const equals = parameters.has('equals') ? parameters.operand('equals') : null;
  return (at, found, around) => {
    const shown = showDecimal(found);
    if (min !== null && (compareDecimals(found, min) ?? 0) < 0)
      return [{ at, value: shown, expected: min, other: shown }];
    if (max !== null && (compareDecimals(found, max) ?? 0) > 0)
      return [{ at, value: shown, expected: max, other: shown }];
    const [stated] = equals === null ? [] : valuesOf(equals, at, around.facts);
    // What is not stated is for a rule that requires it.
    if (stated === undefined || compareDecimals(stated, found) === 0) return [];
    return [{ at, value: stated, expected: shown, other: shown }];
  };
}
