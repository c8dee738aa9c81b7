import type { FiledName, FiledOperation, FiledParty, Filing } from '../filing.js';
import type { Loss } from '../format.js';
import { GOAML_NAME, ofLength, transliterate } from '../text/index.js';

/**
 * A filing as goAML can hold it, and what that took: names in plain letters, one block of reasons,
 * transactions with their number.
 */
export function adapted(filing: Filing): {
  readonly filing: Filing;
  readonly losses: readonly Loss[];
} {
  const losses: Loss[] = [];
  const { parties, operations, narrative, ...own } = filing;
  const reasons = narrative && narrative.length > 0 ? [joined(narrative, losses)] : undefined;
  return {
    losses,
    filing: {
      ...own,
      ...(reasons ? { narrative: reasons } : {}),
      ...(parties
        ? { parties: parties.map((each, at) => spelled(each, `parties[${at}]`, losses)) }
        : {}),
      ...(operations
        ? { operations: operations.map((each, at) => operation(each, at, losses)) }
        : {}),
    },
  };
}

const REASON_LENGTH = 8000;

function joined(blocks: readonly string[], losses: Loss[]): string {
  const whole = blocks.join('\n');
  const reason = [...whole].slice(0, REASON_LENGTH).join('');
  if (blocks.length > 1)
    losses.push({ path: 'narrative', kind: 'split', from: String(blocks.length), to: '1' });
  if (reason !== whole) losses.push({ path: 'narrative', kind: 'cut', from: whole, to: reason });
  return reason;
}

function operation(each: FiledOperation, at: number, losses: Loss[]): FiledOperation {
  const path = `operations[${at}]`;
  const { from, to, details } = each;
  return {
    ...each,
    ...(from ? { from: spelled(from, `${path}.from`, losses) } : {}),
    ...(to ? { to: spelled(to, `${path}.to`, losses) } : {}),
    details: { transactionnumber: String(at + 1), ...details },
  };
}

function spelled(party: FiledParty, path: string, losses: Loss[]): FiledParty {
  const { names } = party;
  const isPerson = party.kind === 'person';
  return {
    ...party,
    ...(names
      ? { names: names.map((each, at) => name(each, isPerson, `${path}.names[${at}]`, losses)) }
      : {}),
  };
}

const WHOLE_LENGTH = 255;
const PART_LENGTH = 100;

function name(each: FiledName, isPerson: boolean, path: string, losses: Loss[]): FiledName {
  const { full, ...parts } = each;
  const isWhole = isPerson && full !== undefined && !each.given && !each.family;
  const said: FiledName = {
    ...parts,
    ...(isWhole ? { family: full } : full === undefined ? {} : { full }),
  };
  if (isWhole) losses.push({ path: `${path}.full`, kind: 'split', from: full, to: full });
  const keys = ['full', 'given', 'middle', 'family'] as const;
  const changed = keys.flatMap((key) => {
    const text = said[key];
    if (text === undefined) return [];
    const length = key === 'full' ? WHOLE_LENGTH : PART_LENGTH;
    const { text: plain, isCut } = transliterate(text, ofLength(GOAML_NAME, length));
    const kind = plain === '' ? 'dropped' : isCut ? 'cut' : 'transliterated';
    if (plain !== text) losses.push({ path: `${path}.${key}`, kind, from: text, to: plain });
    return [[key, plain === '' ? undefined : plain] as const];
  });
  return { ...said, ...Object.fromEntries(changed) };
}
