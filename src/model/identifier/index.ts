/** Identifiers: check digits, shapes, and what an identifier says of its holder. */
export { abaDigit } from './aba.js';
export { checkIdentifier, recogniseIdentifier } from './check.js';
export { clabeDigit } from './clabe.js';
export {
  type CheckedIdentifier,
  IDENTIFIER_KINDS,
  type IdentifierFacts,
  type IdentifierFinding,
  type IdentifierKind,
} from './identifier.js';
