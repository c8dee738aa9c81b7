/** Items that would do harm inside the institution are set aside, each with the reason. */
import { type Fault, LIMITS, plainText, readYaml } from '../../base/index.js';
import type { FeedItem, OfferedItem } from './edition.js';

/** Why an item is set aside. */
export const ITEM_FLAWS = [
  'rule',
  'rule_name',
  'rule_own',
  'value',
  'word',
  'formula',
  'span',
] as const;
export type ItemFlaw = (typeof ITEM_FLAWS)[number];

/** Reads a rule as the language does, and says whether the institution has one of its id. */
export type CheckTypology = (
  text: string,
  file: string,
) => { readonly faults: readonly Fault[]; readonly is_own: boolean };

/** Only tests switch a check off. */
export interface ItemChecks {
  readonly rules: boolean;
  readonly values: boolean;
}
const ALL: ItemChecks = { rules: true, values: true };

/** What is wrong with an item, or null. No value is ever read as a pattern. */
export function checkItem(
  item: FeedItem,
  check_typology: CheckTypology,
  side: 'publisher' | 'subscriber',
  checks: ItemChecks = ALL,
): ItemFlaw | null {
  if (item.type === 'revocation') return null;
  if (item.type === 'typology') {
    if (!checks.rules) return null;
    const named = ruleOf(item.yaml);
    if (named === null || named.id !== item.id) return 'rule_name';
    const { faults, is_own } = check_typology(item.yaml, `${item.id}.yaml`);
    if (faults.length > 0) return 'rule';
    // A feed must not put its rule in the place of one of ours.
    return is_own && side === 'subscriber' ? 'rule_own' : null;
  }
  return checks.values ? checkValue(item) : null;
}

/** Which area and name a rule gives itself; null where they would be no safe file names. */
export function ruleOf(yaml: string): { readonly area: string; readonly id: string } | null {
  const options = { bytes_max: LIMITS.typology_bytes_max, scalars: 'text' } as const;
  const { value } = readYaml(yaml, 'rule', options);
  const { area, id } = (value ?? {}) as { readonly area?: unknown; readonly id?: unknown };
  return isName(area) && isName(id) ? { area, id } : null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9_]{0,79}$/.test(value);
}

function checkValue(item: Extract<OfferedItem, { type: 'indicator' }>): ItemFlaw | null {
  const { list, kind, value, valid_from, valid_to } = item.indicator;
  if (!isName(list)) return 'value';
  if (value.length > 200 || value !== value.trim() || /[\p{Cc}\p{Cf}]/u.test(value)) return 'value';
  if (valid_from !== null && valid_to !== null && valid_to < valid_from) return 'span';
  const isText = kind === 'word' || kind === 'name';
  // Words compare by letters and digits alone: one with none, or with one, would be everywhere.
  if (isText) return plainText(value).length < 2 ? 'word' : null;
  return /^[=+@-]/.test(value) ? 'formula' : null;
}
