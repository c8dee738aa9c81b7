/** Countries as registers write them: a code, or an English name, or a part of the kingdom. */

/** ISO 3166-1 alpha-2; null where the text names no country. */
export function countryOf(text: string | null | undefined): string | null {
  const name = text?.trim().toLowerCase() ?? '';
  const code = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && CODES.has(code)) return code;
  return NAMES.get(name) ?? NAMES.get(name.replace(/^the /, '')) ?? null;
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Codes of groups and of nobody. */
const UNUSED = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'UK']);

/** Names that Node knows by code, and what British registers say besides. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...[...LETTERS].flatMap((first) =>
    [...LETTERS].flatMap((second): [string, string][] => {
      const code = first + second;
      const name = UNUSED.has(code) ? undefined : REGIONS.of(code);
      return name ? [[name.toLowerCase(), code]] : [];
    }),
  ),
  ...(
    [
      ['GB', 'england|wales|scotland|northern ireland|great britain|uk|england and wales'],
      ['GB', 'england & wales|united kingdom (england)|united kingdom (england and wales)'],
      ['GB', 'united kingdom (scotland)|united kingdom (wales)|united kingdom (northern ireland)'],
      ['US', 'usa|u.s.a.|united states of america'],
      ['MX', 'méxico|estados unidos mexicanos'],
    ] as const
  ).flatMap(([code, names]) => names.split('|').map((name): [string, string] => [name, code])),
]);

const CODES: ReadonlySet<string> = new Set(NAMES.values());
