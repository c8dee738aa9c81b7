/** Short ways to state who owns what, for tests and benches. */
import type { Holder, HolderKind, Interest, Share, Statements } from '../src/ownership/index.js';
import { exactShare, parseRatio, ratio } from '../src/ownership/index.js';

const SOURCE = { name: 'test', url: null, retrieved_on: null, place: null };

export function holder(id: string, more: Partial<Holder> = {}): Holder {
  return {
    id,
    kind: kindOf(id),
    name: id,
    other_names: [],
    country: null,
    addresses: [],
    identifiers: [],
    born_on: null,
    dissolved_on: null,
    sector: null,
    listed_company: false,
    source: SOURCE,
    ...more,
  };
}

/** `50`, `33.3`, `1/3` per cent. */
export function percent(text: string): Share {
  const value = parseRatio(text);
  if (!value) throw new Error(`no percentage: ${text}`);
  return exactShare(ratio(value.num, value.den * 100n));
}

/** `25..50`, `>25..50`, `>=25..<50`, `50`; `?` is unknown. */
export function share(text: string): Share | null {
  if (text === '?') return null;
  const [low = '', high] = text.split('..');
  if (high === undefined) return percent(low);
  const bound = (part: string) => percent(part.replace(/[<>=]/g, '')).least;
  return {
    least: bound(low),
    most: bound(high),
    above: low.startsWith('>') && !low.startsWith('>='),
    below: high.startsWith('<'),
  };
}

/** `X > A 50`: X holds 50 per cent of A. `- > A 10` names nobody. */
export function states(line: string, more: Partial<Interest> = {}): Interest {
  const match = /^(\S+) > (\S+)(?: (\S+))?$/.exec(line);
  if (!match) throw new Error(`not a statement: ${line}`);
  const [, owner = '', subject = '', amount = '?'] = match;
  return {
    id: line,
    subject,
    owner: owner === '-' ? null : owner,
    kind: 'shares',
    share: share(amount),
    directness: 'direct',
    from: null,
    until: null,
    known_from: null,
    source: SOURCE,
    ...more,
  };
}

/** Statements of lines or interests; whoever is named is a holder. */
export function stated(
  lines: readonly (string | Interest)[],
  holders: readonly Holder[] = [],
): Statements {
  const interests = lines.map((line) => (typeof line === 'string' ? states(line) : line));
  const named = interests.flatMap(({ owner, subject }) => [subject, ...(owner ? [owner] : [])]);
  const known = new Set(holders.map(({ id }) => id));
  const rest = [...new Set(named)].filter((id) => !known.has(id)).map((id) => holder(id));
  return { holders: [...holders, ...rest], interests };
}

/** Persons are P1, X, Y …; trusts T1; the rest are organisations. */
function kindOf(id: string): HolderKind {
  if (/^(P\d*|[X-Z])$/.test(id)) return 'person';
  return /^T\d*$/.test(id) ? 'trust' : 'organisation';
}
