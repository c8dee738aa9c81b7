import { z } from 'zod';
import type { Language } from '../base/index.js';
import { account } from './account.js';
import { device } from './device.js';
import type { Noun } from './field.js';
import { fxRate } from './fx-rate.js';
import { indicator } from './indicator.js';
import { institution } from './institution.js';
import { interest } from './interest.js';
import { listing } from './listing.js';
import { network, networkInstance, networkMember, networkPayment } from './network.js';
import { party } from './party.js';
import { payment } from './payment.js';
import { place } from './place.js';
import { relationship } from './relationship.js';

/** The nouns that a user's files report, in the order in which their tables are created. */
export const REPORTED_NOUNS: readonly Noun[] = [
  institution,
  party,
  account,
  place,
  device,
  payment,
  interest,
  relationship,
  listing,
  indicator,
  fxRate,
];

/** Every noun the analytic engine holds as a table: the reported ones, and what was found. */
export const NOUNS: readonly Noun[] = [
  ...REPORTED_NOUNS,
  network,
  networkMember,
  networkInstance,
  networkPayment,
];

/** `CREATE TABLE` for DuckDB. Ingest holds the keys: an index would cost memory. */
export function tableSql(noun: Noun): string {
  const columns = Object.entries(noun.fields).map(
    ([id, field]) => `${id} ${field.sql}${field.required ? ' NOT NULL' : ''}`,
  );
  return `CREATE TABLE IF NOT EXISTS ${noun.name} (${columns.join(', ')})`;
}

/** JSON Schema (draft 2020-12) of a noun as JSON carries it: bigints as integers. */
export function jsonSchema(noun: Noun, language: Language): Record<string, unknown> {
  const schema = z.toJSONSchema(noun.schema, {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'bigint') json.type = 'integer';
    },
  }) as { properties?: Record<string, Record<string, unknown>> };
  for (const [id, field] of Object.entries(noun.fields)) {
    const property = schema.properties?.[id];
    if (property) property.description = field.doc[language];
  }
  return { title: noun.name, description: noun.doc[language], ...schema };
}

/** The documentation page of the model: one table a noun, in one language. */
export function modelPage(language: Language): string {
  const head =
    language === 'en' ? ['field', 'column', 'meaning'] : ['campo', 'columna', 'significado'];
  const sections = NOUNS.map((noun) => {
    const rows = Object.entries(noun.fields).map(
      ([id, f]) => `| \`${id}\`${f.required ? '' : '?'} | ${f.sql} | ${f.doc[language]} |`,
    );
    const table = [`| ${head.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
    return `## ${noun.name}\n\n${noun.doc[language]}.\n\n${table}\n`;
  });
  const title = language === 'en' ? '# The model' : '# El modelo';
  return `${title}\n\n${sections.join('\n')}`;
}
