/** Tests of what stands in a node, and of what must not. */
import type { Breach, Kind, NodeTest } from '../kind.js';
import { holds, select } from '../select.js';

/** Each `of` is there and not empty. `{expected}`: the one that is missing. */
export const required: Kind = {
  name: 'required',
  read(parameters): NodeTest {
    const of = parameters.paths('of');
    return {
      scope: 'node',
      judge: (at, { facts }) =>
        of
          .filter((path) => !select(path, at, facts).some((spot) => spot.isFilled))
          .map((path): Breach => ({ at, below: path.text, expected: path.text })),
    };
  },
};

/** None of `of` is there; empty ones are none. `{value}`: its text, `{other}`: its name. */
export const absent: Kind = {
  name: 'absent',
  read(parameters): NodeTest {
    const of = parameters.paths('of');
    return {
      scope: 'node',
      judge: (from, { facts }) =>
        of
          .flatMap((path) => select(path, from, facts))
          .filter((spot) => spot.isFilled)
          .map((at): Breach => ({ at, value: at.text, other: at.name })),
    };
  },
};

/**
 * Of several, `least` to `most` are there (exactly one, unless said; `most: none`: any number).
 * `{value}`: how many are, `{expected}`: how many may, `{other}`: their paths.
 */
export const oneOf: Kind = {
  name: 'one_of',
  read(parameters): NodeTest {
    const of = parameters.paths('of');
    const least = parameters.whole('least') ?? 1;
    const wanted = parameters.numeral('most', /^(\d+|none)$/) ?? '1';
    const most = wanted === 'none' ? Number.POSITIVE_INFINITY : Number(wanted);
    const expected = wanted === 'none' ? `${least}+` : least === most ? wanted : `${least}–${most}`;
    const other = of.map(({ text }) => text).join(', ');
    return {
      scope: 'node',
      judge(at, { facts }) {
        const there = of.filter((path) => select(path, at, facts).some((spot) => spot.isFilled));
        if (there.length >= least && there.length <= most) return [];
        return [{ at, value: String(there.length), expected, other }];
      },
    };
  },
};

/** Conditions (`that`, all of them) hold: for what no other kind says. */
export const condition: Kind = {
  name: 'holds',
  read(parameters): NodeTest {
    const that = parameters.conditions('that');
    return {
      scope: 'node',
      judge: (at, { facts }) =>
        that.every((each) => holds(each, at, facts)) ? [] : [{ at, value: at.text }],
    };
  },
};
