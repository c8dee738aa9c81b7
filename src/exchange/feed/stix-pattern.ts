/** The few STIX patterns that feeds use: one object, one property, one value. */
import type { z } from 'zod';
import { type IdentifierKind, recogniseIdentifier } from '../../model/index.js';
import type { OfferedItem } from './edition.js';

export type FeedIndicator = Extract<OfferedItem, { type: 'indicator' }>['indicator'];
export type IndicatorKind = z.infer<typeof import('../../model/index.js').indicator.schema>['kind'];

/** What a value is to STIX: type and property of an observable, and the kind of ours. */
interface Observable {
  readonly path: string;
  readonly kind: IndicatorKind;
  /** Only values with these check digits are written so. */
  readonly identifier?: IdentifierKind;
}

/**
 * First come those that say most. `bank-account` and `cryptocurrency-wallet` are the public
 * extensions of dogesec; `mx-…` and `payment-…` are those of our own extension definition.
 */
const OBSERVABLES: readonly Observable[] = [
  { path: 'mx-clabe:value', kind: 'account', identifier: 'clabe' },
  { path: 'bank-account:iban', kind: 'account', identifier: 'iban' },
  { path: 'bank-account:account_number', kind: 'account' },
  { path: 'mx-curp:value', kind: 'party', identifier: 'curp' },
  { path: 'mx-rfc:value', kind: 'party', identifier: 'rfc' },
  { path: 'payment-party:value', kind: 'party' },
  { path: 'bank-account:bic', kind: 'institution', identifier: 'bic' },
  { path: 'payment-institution:value', kind: 'institution' },
  { path: 'cryptocurrency-wallet:address', kind: 'wallet' },
  { path: 'payment-country:value', kind: 'country' },
  { path: 'payment-region:value', kind: 'region' },
  { path: 'payment-word:value', kind: 'word' },
  { path: 'payment-device:value', kind: 'device' },
  { path: 'payment-place:value', kind: 'place' },
  { path: 'payment-name:value', kind: 'name' },
];

/** Types of our own extension definition. */
export const OWN_OBSERVABLES = [
  ...new Set(OBSERVABLES.map(({ path }) => path.split(':')[0] ?? '')),
].filter((type) => /^(mx|payment)-/.test(type));

export function writePattern({ kind, value }: Pick<FeedIndicator, 'kind' | 'value'>): string {
  const kinds = recogniseIdentifier(value);
  const observable = OBSERVABLES.find(
    ({ kind: own, identifier }) =>
      own === kind && (identifier === undefined || kinds.includes(identifier)),
  );
  const text = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `[${observable?.path ?? 'payment-word:value'} = '${text}']`;
}

/** At most this long: what is longer is no single comparison. */
const CHARACTERS_MAX = 1_000;

/**
 * Reads a pattern of one comparison, in one pass. Null for any other: `MATCHES` and `LIKE` would
 * hand a stranger's regular expression to our engines, and the rest says more than a value.
 */
export function readPattern(
  pattern: string,
): { readonly kind: IndicatorKind; readonly value: string } | null {
  if (pattern.length > CHARACTERS_MAX) return null;
  const shape = /^\[ ?([a-z0-9-]+:[a-z_]+) ?= ?'((?:[^'\\]|\\['\\])*)' ?\]$/su.exec(pattern);
  const observable = OBSERVABLES.find(({ path }) => path === shape?.[1]);
  if (observable === undefined) return null;
  return { kind: observable.kind, value: (shape?.[2] ?? '').replaceAll(/\\(['\\])/gu, '$1') };
}
