/** The list of identifiers, and one way to look at any of them. */
import { present } from '../../base/index.js';
import { aba } from './aba.js';
import { bic } from './bic.js';
import { clabe } from './clabe.js';
import { cedula, nit } from './colombia.js';
import { curp } from './curp.js';
import { iban } from './iban.js';
import type { CheckedIdentifier, IdentifierKind, IdentifierRule } from './identifier.js';
import { imo } from './imo.js';
import { lei } from './lei.js';
import { rfc } from './rfc.js';
import { ein, itin, ssn } from './united-states-tax.js';

/** Those that say more about themselves first. */
const RULES: readonly IdentifierRule[] = [
  curp,
  rfc,
  lei,
  clabe,
  iban,
  bic,
  aba,
  itin,
  ssn,
  ein,
  imo,
  nit,
  cedula,
];

/** Longer text is no identifier: it is not looked at, whatever it holds. */
const CHARACTERS_MAX = 64;

/**
 * Looks at a text as an identifier of one kind: its normal form, what is wrong with it, and what it
 * says. Nothing is thrown; a text that is something else has the finding `identifier.shape`.
 */
export function checkIdentifier(kind: IdentifierKind, text: string): CheckedIdentifier {
  const rule = present(
    RULES.find((each) => each.kind === kind),
    kind,
  );
  const written = text.slice(0, CHARACTERS_MAX + 1);
  const value = rule.normalise(written);
  return { kind, value, ...rule.check(value, written) };
}

/**
 * The kinds of which a text may be one: those without an error, most telling first. Nine digits
 * can be several; none is guessed from them.
 */
export function recogniseIdentifier(text: string): readonly IdentifierKind[] {
  const kinds = RULES.map(({ kind }) => kind);
  return kinds.filter((kind) =>
    checkIdentifier(kind, text).findings.every(({ severity }) => severity !== 'error'),
  );
}
