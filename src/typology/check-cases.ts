import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Fault, parseMoney } from '../base/index.js';
import { NOUNS, type Noun } from '../model/index.js';
import { type CasesFile, casesFile } from './cases-file.js';
import { reportIssue } from './check-shape.js';
import { type Path, readYaml, suggest, type YamlDocument } from './document.js';
import { parseLiteral } from './literal.js';

/** What a payment of a case may say beside the fields of the model. */
const SHORTHANDS = ['from', 'to', 'amount', 'repeat'];
const TABLES = {
  parties: 'party',
  accounts: 'account',
  institutions: 'institution',
  places: 'place',
} as const;

type Row = Readonly<Record<string, unknown>>;

/** Reads the cases file beside a typology; null where there is none, faults where it is unsound. */
export function readCases(typologyFile: string): {
  cases: CasesFile | null;
  faults: readonly Fault[];
} {
  const file = typologyFile.replace(/\.yaml$/, '.cases.yaml');
  if (!existsSync(file)) return { cases: null, faults: [] };
  const doc = readYaml(readFileSync(file, 'utf8'), file);
  const parsed = doc.value === null ? null : casesFile.safeParse(doc.value);
  for (const issue of parsed?.error?.issues ?? []) reportIssue(doc, doc.value, issue);
  if (parsed?.success) checkCases(doc, parsed.data, basename(typologyFile, '.yaml'));
  return { cases: parsed?.success ? parsed.data : null, faults: doc.faults };
}

/**
 * Holds the rows of a cases file to the model: a field or a word that nobody knows would make a
 * case say nothing, and its author would look for the mistake in the rule.
 */
function checkCases(doc: YamlDocument, file: CasesFile, id: string): void {
  if (file.typology !== id)
    doc.fault('typology.name', { id: file.typology, name: id }, ['typology']);
  if (file.defaults) checkPayment(doc, file.defaults, ['defaults']);
  checkTables(doc, file, []);
  for (const [i, item] of file.cases.entries()) {
    const path = ['cases', i];
    checkTables(doc, item, path);
    for (const [j, payment] of item.payments.entries()) {
      const at = [...path, 'payments', j];
      checkPayment(doc, payment, at);
      const { time } = { ...file.defaults, ...payment } as Row;
      if (time === undefined) doc.fault('typology.missing', { name: 'time' }, at);
    }
  }
}

function checkTables(doc: YamlDocument, rows: Partial<CasesFile>, path: Path): void {
  for (const [key, noun] of Object.entries(TABLES))
    for (const [i, row] of (rows[key as keyof typeof TABLES] ?? []).entries())
      checkRow(doc, noun, row, [...path, key, i]);
}

function checkPayment(doc: YamlDocument, payment: Row, path: Path): void {
  checkRow(doc, 'payment', payment, path, SHORTHANDS);
  const { id, time, amount, currency, repeat } = payment;
  if (time !== undefined && Number.isNaN(Date.parse(String(time))))
    doc.fault('case.time', { id: String(id ?? ''), time: String(time) }, [...path, 'time']);
  if (amount !== undefined && !isAmount(String(amount), String(currency ?? 'USD')))
    doc.fault('typology.value', { text: String(amount) }, [...path, 'amount']);
  const every = (repeat as { every?: unknown } | undefined)?.every;
  if (every !== undefined && parseLiteral(String(every))?.kind !== 'duration')
    doc.fault('typology.duration', { text: String(every) }, [...path, 'repeat', 'every']);
}

function checkRow(
  doc: YamlDocument,
  name: string,
  row: Row,
  path: Path,
  shorthands: readonly string[] = [],
): void {
  const fields: Noun['fields'] = NOUNS.find((noun) => noun.name === name)?.fields ?? {};
  for (const [key, value] of Object.entries(row)) {
    if (shorthands.includes(key)) continue;
    const field = fields[key];
    if (!field) {
      const suggestion = suggest(key, [...Object.keys(fields), ...shorthands]);
      doc.fault('case.field', { table: name, name: key, suggestion }, [...path, key], 'key');
      continue;
    }
    const issue = field.zod.safeParse(value).error?.issues[0];
    if (issue?.code !== 'invalid_value') continue;
    const values = issue.values.map(String);
    const suggestion = suggest(String(value), values);
    doc.fault('typology.choice', { name: key, values: values.join(', '), suggestion }, [
      ...path,
      key,
    ]);
  }
}

function isAmount(text: string, currency: string): boolean {
  try {
    parseMoney(text, currency);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
