import { type DocumentNode, leaf } from '../document/node.js';
import type { Filing } from '../filing.js';
import { UNKNOWN_BIRTH } from './pieces.js';

/**
 * A report with what goAML must have and a filing need not say: “-” where a code is not known, what
 * kind of report it is, the version, a customer's birth on a day that is not known. What cannot be
 * known (why, from where) stays missing, so that the judges say so.
 */
export function completed(report: DocumentNode, filing: Filing): DocumentNode {
  const hasOperations = (filing.operations?.length ?? 0) > 0;
  const currency = filing.operations?.find(({ currency: own }) => own)?.currency;
  const isNew = !report.children.some(({ name }) => name === 'report_code');
  const own = {
    ...(isNew ? { schema_version: '5.0.2' } : {}),
    submission_code: 'E',
    report_code: hasOperations ? 'STR' : 'SAR',
    ...(currency ? { currency_code_local: currency } : {}),
  };
  return filled(
    { ...report, children: report.children.map((child) => inside(child, report.name)) },
    own,
  );
}

/** By the name of the element around them. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  phone: { tph_contact_type: '-', tph_communication_type: '-' },
  address: { address_type: '-', city: '-', country_code: '-', state: '-' },
  transaction: { transmode_code: '-', transmode_comment: '-' },
  t_from: { from_country: '-' },
  t_to: { to_country: '-' },
  t_from_my_client: { from_country: '-' },
  t_to_my_client: { to_country: '-' },
};

function inside(node: DocumentNode, around: string): DocumentNode {
  if (node.children.length === 0) return node;
  const children = node.children.map((child) => inside(child, node.name));
  const isClient = /_my_client$/.test(around) && /^(?:from|to)_person$/.test(node.name);
  const isPerson = isClient || node.name === 'person_my_client';
  const required = isPerson ? { birthdate: UNKNOWN_BIRTH } : REQUIRED[node.name];
  return required ? filled({ ...node, children }, required) : { ...node, children };
}

function filled(node: DocumentNode, required: Readonly<Record<string, string>>): DocumentNode {
  const there = new Set(node.children.map(({ name }) => name));
  const missing = Object.entries(required).filter(([name]) => !there.has(name));
  return {
    ...node,
    children: [...node.children, ...missing.map(([name, value]) => leaf(name, value))],
  };
}
