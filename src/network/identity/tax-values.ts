import { checkIdentifier, type IdentifierKind } from '../../model/index.js';

/** Schemes of tax ids, as values begin with them, and the identifiers that each can be. */
const SCHEMES: Readonly<Record<string, readonly IdentifierKind[]>> = {
  rfc: ['rfc'],
  curp: ['curp'],
  ssn: ['ssn', 'itin'],
  ein: ['ein'],
};

/**
 * Whether `scheme value` can be one holder's: it was issued in this form, and is none of those that
 * stand for the public at large or for foreigners.
 */
export function isOneHolders(value: string): boolean {
  const [scheme = '', text = ''] = value.split(' ');
  return (SCHEMES[scheme] ?? []).some((kind) => {
    const { findings, facts } = checkIdentifier(kind, text);
    const isShared = facts.holder === 'anybody' || facts.holder === 'foreigner';
    return !isShared && findings.every(({ severity }) => severity !== 'error');
  });
}
