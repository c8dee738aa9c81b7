import { checkIdentifier, IDENTIFIER_KINDS } from '../../../model/index.js';
import { type Kind, type Reason, valueKind } from '../kind.js';

/**
 * An identifier of a `kind`, as far as its text tells. `level`: only what was never issued so
 * (`error`), or only what is doubtful, such as an RFC's check digit (`warning`); both unless said.
 * `tin`: nine digits and no placeholder. `digits_placeholder`: refuses only 123456789 and its like.
 * `{expected}`: the check digit that would be right.
 */
export const identifier: Kind = valueKind('identifier', (parameters) => {
  const kind = parameters.choice('kind', KINDS);
  const level = parameters.choice('level', LEVELS, 'any');
  return (value) => {
    const found = findingsOf(kind, value).find(
      ({ severity }) => level === 'any' || severity === level,
    );
    return found?.reason ?? null;
  };
});

const OWN = ['tin', 'imei', 'digits_placeholder'] as const;
const KINDS = [...IDENTIFIER_KINDS, ...OWN] as const;
const LEVELS = ['any', 'error', 'warning'] as const;

interface Found {
  readonly severity: 'error' | 'warning';
  readonly reason: Reason;
}
const ERROR: readonly Found[] = [{ severity: 'error', reason: {} }];
const WARNING: readonly Found[] = [{ severity: 'warning', reason: {} }];

function findingsOf(kind: (typeof KINDS)[number], value: string): readonly Found[] {
  switch (kind) {
    case 'tin':
      if (!/^\d{9}$/.test(value)) return ERROR;
      return isPlaceholder(value) ? WARNING : [];
    case 'digits_placeholder':
      return isPlaceholder(value) ? WARNING : [];
    case 'imei':
      return /^\d{15}$/.test(value) && isLuhn(value) ? [] : ERROR;
    default:
      return checkIdentifier(kind, value).findings.map(({ severity, params }) => ({
        severity,
        reason: 'expected' in params ? { expected: String(params.expected) } : {},
      }));
  }
}

/** All the same digit, or counted up or down: what people type where they know nothing. */
function isPlaceholder(value: string): boolean {
  const digits = value.replace(/[\s.-]/g, '');
  if (!/^\d{4,}$/.test(digits)) return false;
  const isSame = /^(\d)\1+$/.test(digits);
  return isSame || UPWARDS.includes(digits) || DOWNWARDS.includes(digits);
}

const UPWARDS = '01234567890123456789';
const DOWNWARDS = '98765432109876543210';

/** ISO/IEC 7812-1, annex B. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, each, index) => {
    const weighed = Number(each) * (index % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
