import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { FiledAccount, FiledParty } from '../filing.js';
import { type Piece, record } from '../lens/lens.js';
import { many, text, word } from '../lens/pieces.js';
import { under } from '../lens/wrappers.js';
import type { FincenForm } from './forms.js';

/** A party's accounts: in a CTR by cash in or out, in a SAR by the institution that holds them. */
export function accounts(form: FincenForm): Piece<FiledParty> {
  return form === 'fincen-sar' ? heldAccounts : many('accounts', 'Account', cashAccount);
}

const ASSOCIATION = 'PartyAccountAssociation';
const ASSOCIATED = 'PartyAccountAssociationTypeCode';

const cashAccount = record<FiledAccount>([
  text('number', 'AccountNumberText'),
  under(ASSOCIATION, [word<FiledAccount>('role', ASSOCIATED, { 8: 'cash_in', 9: 'cash_out' })]),
]);

/**
 * A SAR groups a subject's accounts by institution: one party 41 each, with its number (a TIN) and
 * a mark if it is foreign. We list accounts with the institution in each, and group neighbours that
 * share it. Anything else that stands there leaves the whole of it under details.
 */
const heldAccounts: Piece<FiledParty> = {
  read(rest) {
    const [found] = rest.take(ASSOCIATION, accountsOf, 1);
    return found ? { accounts: found } : {};
  },
  write(party) {
    const groups: FiledAccount[][] = [];
    for (const account of party.accounts ?? []) {
      const last = groups.at(-1);
      if (last?.[0] && isSameHolder(last[0], account)) last.push(account);
      else groups.push([account]);
    }
    if (groups.length === 0) return [];
    return [branch(ASSOCIATION, [leaf(ASSOCIATED, '7'), ...groups.map(holderNode)])];
  },
};

function holderNode(accountsThere: readonly FiledAccount[]): DocumentNode {
  const [first] = accountsThere;
  const number = first?.institution;
  return branch('Party', [
    leaf('ActivityPartyTypeCode', '41'),
    ...(first?.is_foreign ? [leaf('NonUSFinancialInstitutionIndicator', 'Y')] : []),
    ...(number
      ? [
          branch('PartyIdentification', [
            leaf('PartyIdentificationNumberText', number),
            leaf('PartyIdentificationTypeCode', '4'),
          ]),
        ]
      : []),
    ...accountsThere.map((account) =>
      branch('Account', [
        ...(account.number === undefined ? [] : [leaf('AccountNumberText', account.number)]),
        branch(ASSOCIATION, [
          ...(account.closed ? [leaf('AccountClosedIndicator', 'Y')] : []),
          leaf(ASSOCIATED, '5'),
        ]),
      ]),
    ),
  ]);
}

function isSameHolder(a: FiledAccount, b: FiledAccount): boolean {
  return a.institution === b.institution && a.is_foreign === b.is_foreign;
}

/** All accounts of an association; null where anything in it is not as `holderNode` writes it. */
function accountsOf(node: DocumentNode): FiledAccount[] | null {
  const parts = exactly(node, { [ASSOCIATED]: '7' }, ['Party']);
  if (!parts) return null;
  const all: FiledAccount[] = [];
  for (const party of parts.others) {
    const here = accountsAt(party);
    const [first] = here ?? [];
    if (!here || !first) return null;
    const before = all.at(-1);
    if (before && isSameHolder(before, first)) return null;
    all.push(...here);
  }
  return all.length > 0 ? all : null;
}

function accountsAt(party: DocumentNode): FiledAccount[] | null {
  const marks = { ActivityPartyTypeCode: '41', NonUSFinancialInstitutionIndicator: 'Y?' };
  const parts = exactly(party, marks, ['PartyIdentification', 'Account']);
  if (!parts) return null;
  const identities = parts.others.filter((each) => each.name === 'PartyIdentification');
  const [identity] = identities;
  if (identities.length > 1) return null;
  const shape = { PartyIdentificationNumberText: '*', PartyIdentificationTypeCode: '4' };
  const numbers = identity ? exactly(identity, shape, []) : null;
  if (identity && !numbers) return null;
  const institution = numbers?.texts.get('PartyIdentificationNumberText');
  const holder = {
    ...(institution === undefined ? {} : { institution }),
    ...(parts.texts.has('NonUSFinancialInstitutionIndicator') ? { is_foreign: true as const } : {}),
  };
  const found = parts.others.filter((each) => each.name === 'Account').map(accountOf);
  const known = found.filter((account) => account !== null);
  return known.length === found.length ? known.map((each) => ({ ...each, ...holder })) : null;
}

function accountOf(node: DocumentNode): FiledAccount | null {
  const parts = exactly(node, { AccountNumberText: '*' }, [ASSOCIATION]);
  const [association] = parts?.others ?? [];
  if (!parts || !association || parts.others.length > 1) return null;
  const inner = exactly(association, { AccountClosedIndicator: 'Y?', [ASSOCIATED]: '5' }, []);
  const number = parts.texts.get('AccountNumberText');
  if (!inner || number === undefined) return null;
  return { number, ...(inner.texts.has('AccountClosedIndicator') ? { closed: true } : {}) };
}

/**
 * The texts of an element that holds nothing but these: each once with this text (`*`: any but the
 * empty one; `?`: or not at all), and elements of the names in `repeats`.
 */
function exactly(
  node: DocumentNode,
  shape: Readonly<Record<string, string>>,
  repeats: readonly string[],
): { texts: ReadonlyMap<string, string>; others: readonly DocumentNode[] } | null {
  const texts = new Map<string, string>();
  const others: DocumentNode[] = [];
  for (const child of node.children) {
    const asked = shape[child.name];
    if (repeats.includes(child.name)) others.push(child);
    else if (asked === undefined || texts.has(child.name) || !isPlain(child)) return null;
    else texts.set(child.name, child.text);
  }
  const isExact = Object.entries(shape).every(([name, asked]) => {
    const found = texts.get(name);
    if (found === undefined) return asked.endsWith('?');
    return asked === '*' ? found !== '' : found === asked.replace('?', '');
  });
  return isExact && Object.keys(node.attributes).length === 0 ? { texts, others } : null;
}

function isPlain(node: DocumentNode): boolean {
  return node.children.length === 0 && Object.keys(node.attributes).length === 0;
}
