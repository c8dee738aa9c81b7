/** The kinds of tests that rule tables may name. A new one: its file, and its line here. */
import type { Kind } from './kind.js';
import { code } from './kinds/code.js';
import { date, inPeriod, notAfter, notBefore } from './kinds/date.js';
import { prefix, size } from './kinds/file.js';
import { identifier } from './kinds/identifier.js';
import { number } from './kinds/number.js';
import { differs, equal, stateOfCountry } from './kinds/pair.js';
import { absent, condition, oneOf, required } from './kinds/presence.js';
import { consecutive, unique } from './kinds/series.js';
import { characters, length, notPattern, pattern } from './kinds/text.js';
import { count, sum } from './kinds/total.js';

export const KINDS: ReadonlyMap<string, Kind> = new Map(
  [
    pattern,
    notPattern,
    characters,
    length,
    number,
    date,
    notAfter,
    notBefore,
    inPeriod,
    code,
    identifier,
    equal,
    differs,
    stateOfCountry,
    required,
    absent,
    oneOf,
    count,
    sum,
    unique,
    consecutive,
    condition,
    prefix,
    size,
  ].map((kind) => [kind.name, kind]),
);
