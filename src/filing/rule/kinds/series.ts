/** Tests of values side by side: that none comes twice, that they count up. */
import type { Breach, Gathering, GatheringTest, Kind } from '../kind.js';
import { select } from '../select.js';
import { DistinctTexts } from './distinct-texts.js';

/**
 * No two of `of` have one key: the values at `by` together, else their own text. Empty keys are
 * not compared. `{value}`: the key, `{other}`: the path of the first.
 */
export const unique: Kind = {
  name: 'unique',
  read(parameters): GatheringTest {
    const of = [parameters.path('of')];
    const by = parameters.has('by') ? parameters.paths('by') : null;
    return {
      scope: 'gathering',
      of,
      begin(): Gathering {
        const seen = new DistinctTexts();
        return {
          add(spot, _which, { facts }) {
            const parts = by?.map((path) =>
              select(path, spot, facts)
                .map((each) => each.text)
                .join(','),
            ) ?? [spot.text];
            if (parts.every((part) => part.trim() === '')) return [];
            const other = seen.add(parts.join('|'), spot.path);
            return other === null ? [] : [{ at: spot, value: parts.join('|'), other }];
          },
          end: () => [],
        };
      },
    };
  },
};

/** Values are `first` (1), the next, and so on, as wide as `first`. `{expected}`: the one due. */
export const consecutive: Kind = {
  name: 'consecutive',
  read(parameters): GatheringTest {
    const of = [parameters.path('of')];
    const first = parameters.numeral('first') ?? '1';
    return {
      scope: 'gathering',
      of,
      begin(): Gathering {
        let due = BigInt(first);
        return {
          add(spot): Breach[] {
            const expected = String(due).padStart(first.length, '0');
            const is_due = spot.text === expected;
            // After a leap, count on from where it went: one mistake is said once.
            due = (/^\d{1,18}$/.test(spot.text) ? BigInt(spot.text) : due) + 1n;
            return is_due ? [] : [{ at: spot, value: spot.text, expected }];
          },
          end: () => [],
        };
      },
    };
  },
};
