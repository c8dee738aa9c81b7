/** Tests of the file as it is written, asked at its root. */
import type { Breach, Kind, NodeTest } from '../kind.js';

/** Every element bears the prefix `is`. `{value}`: another one that is used. */
export const prefix: Kind = {
  name: 'prefix',
  read(parameters): NodeTest {
    const is = parameters.text('is');
    return {
      scope: 'node',
      judge: (at, { prefixes }) =>
        prefixes
          .filter(({ prefix: found }) => found !== is)
          .map(
            ({ prefix: value, path, place }): Breach => ({
              ...{ at, path, place },
              ...{ value, expected: is },
            }),
          ),
    };
  },
};

/** The file has at most `max` bytes. `{value}`: how many it has. */
export const size: Kind = {
  name: 'size',
  read(parameters): NodeTest {
    const max = parameters.whole('max') ?? 0;
    parameters.oneOf(['max']);
    return {
      scope: 'node',
      judge(at, { facts }) {
        const value = facts('file_bytes');
        if (value === null || Number(value) <= max) return [];
        return [{ at, value, expected: String(max) }];
      },
    };
  },
};
