import type { DocumentNode } from '../document/node.js';
import type { Totals } from '../format.js';
import type { FincenForm } from './forms.js';

/**
 * The counters of a batch's root. What each counts: FinCEN's user guides as they stand in public
 * code and in their revision histories, and the published samples.
 */
export function totalsOf(form: FincenForm): Totals {
  const counters = Object.entries(COUNTERS[form]);
  return {
    begin() {
      const sums = new Map(counters.map(([name]) => [name, 0n]));
      return {
        add(unit) {
          for (const [name, count] of counters)
            sums.set(name, (sums.get(name) ?? 0n) + count(unit));
        },
        attributes: () =>
          Object.fromEntries([...sums].map(([name, sum]) => [name, sum.toString()])),
      };
    },
  };
}

type Counter = (unit: DocumentNode) => bigint;

const one: Counter = () => 1n;

const COUNTERS: Readonly<Record<FincenForm, Readonly<Record<string, Counter>>>> = {
  'fincen-sar': {
    TotalAmount: sum('TotalSuspiciousAmountText'),
    PartyCount: parties('33'),
    ActivityCount: one,
    ActivityAttachmentCount: (unit) => (count(unit, isAttachment) > 0n ? 1n : 0n),
    AttachmentCount: (unit) => count(unit, isAttachment),
  },
  'fincen-ctr': {
    TotalAmount: sum('DetailTransactionAmountText'),
    PartyCount: (unit) => count(unit, (node) => node.name === 'Party'),
    ActivityCount: one,
  },
  'fincen-8300': {
    TotalAmount: sum('DetailTransactionAmountText'),
    PartyCount: parties('16', '23', '4', '3', '8'),
    ActivityCount: one,
  },
  'fincen-doep': { PartyCount: parties('3', '11', '12', '45'), ActivityCount: one },
  'fincen-fbar': {
    ActivityCount: one,
    PartyCount: parties('41'),
    AccountCount: (unit) => count(unit, (node) => node.name === 'Account'),
    JointlyOwnedOwnerCount: parties('42'),
    NoFIOwnerCount: parties('43'),
    ConsolidatedOwnerCount: parties('44'),
  },
};

function isAttachment(node: DocumentNode): boolean {
  return node.name === 'OriginalAttachmentFileName' && node.text !== '';
}

function parties(...roles: readonly string[]): Counter {
  return (unit) =>
    count(unit, (node) => {
      if (node.name !== 'Party') return false;
      const code = node.children.find((child) => child.name === 'ActivityPartyTypeCode');
      return code !== undefined && roles.includes(code.text);
    });
}

/** The sum of an element's amounts; what is no whole number counts nothing, and a rule says so. */
function sum(element: string): Counter {
  return (unit) => {
    let all = 0n;
    visit(unit, (node) => {
      if (node.name === element && /^\d{1,30}$/.test(node.text)) all += BigInt(node.text);
    });
    return all;
  };
}

function count(unit: DocumentNode, isCounted: (node: DocumentNode) => boolean): bigint {
  let all = 0n;
  visit(unit, (node) => {
    if (isCounted(node)) all += 1n;
  });
  return all;
}

function visit(node: DocumentNode, see: (node: DocumentNode) => void): void {
  see(node);
  for (const child of node.children) visit(child, see);
}
