/** BODS statements for tests: one company, one person, and what the person holds in it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadStatements, readStatements } from '../read.js';

export const TODAY = '2026-11-22';

/** Reads what stands in a file of this content. */
export async function readContent(content: unknown, options = {}): Promise<ReadStatements> {
  const file = join(mkdtempSync(join(tmpdir(), 'bods-')), 'statements.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readStatements([file], { today: TODAY, ...options });
}

export function statement(id: string, type: string, details: object, more: object = {}) {
  return {
    statementId: `${id}-${'0'.repeat(32 - id.length)}`,
    declarationSubject: 'company',
    statementDate: '2020-01-01',
    recordId: id,
    recordType: type,
    recordDetails: { isComponent: false, ...details },
    ...more,
  };
}

export const company = (more = {}) =>
  statement('company', 'entity', { entityType: { type: 'registeredEntity' }, name: 'A', ...more });

export const person = (more = {}) =>
  statement('person', 'person', { personType: 'knownPerson', ...more });

export const owns = (interest: object, more: object = {}) =>
  statement(
    'link',
    'relationship',
    { subject: 'company', interestedParty: 'person', interests: [interest] },
    more,
  );
