import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { sampleRows, sampleStore } from '../../../test/network-sample.js';
import { sharedData } from '../../../test/shared.js';
import { csvCell, present } from '../../base/index.js';
import type { NetworkDossier } from '../../model/index.js';
import { listNetworks, readDossiers } from '../records/read.js';
import { writeNetworks } from '../records/write.js';
import { NETWORK_TABLES } from './csv.js';
import { NETWORK_FILES } from './formats.js';
import type { FtmEntity } from './ftm.js';

const dossiers: NetworkDossier[] = [];
beforeAll(async () => {
  const engine = await sampleStore();
  await writeNetworks(engine, sampleRows());
  const ids = (await listNetworks(engine)).map(({ id }) => id);
  for await (const dossier of readDossiers(engine, ids)) dossiers.push(dossier);
  engine.close();
});

/** The hostile network with other texts in its places. */
function withTexts(account: string, name: string): NetworkDossier {
  const hostile = present(dossiers[3], 'hostile');
  const [first] = hostile.members;
  const own = present(first, 'member').account_id;
  const end = (each: NetworkDossier['payments'][number]['debtor']) =>
    each.account === own ? { ...each, account, name } : each;
  return {
    ...hostile,
    members: hostile.members.map((member) =>
      member.account_id === own ? { ...member, account_id: account, name } : member,
    ),
    payments: hostile.payments.map((payment) => ({
      ...payment,
      ...{ debtor: end(payment.debtor), creditor: end(payment.creditor) },
    })),
  };
}

/** Texts as people, forms and attackers write them; XML cannot carry control characters. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

describe('GraphML', () => {
  type Values = Record<string, string>;
  interface Read {
    readonly types: Map<string, string>;
    readonly nodes: { readonly id: string; readonly values: Values }[];
    readonly edges: { readonly from: string; readonly to: string; readonly values: Values }[];
  }

  /** Reads as strictly as the schema asks: declared keys, declared nodes, values of their type. */
  function read(xml: string): Read {
    const found: Read = { types: new Map(), nodes: [], edges: [] };
    const names = new Map<string, string>();
    let [values, key, data]: [Values, string, string] = [{}, '', ''];
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', ({ local, attributes }) => {
      const of = (name: string) => attributes[name]?.value ?? '';
      if (local === 'key') {
        found.types.set(of('id'), of('attr.type'));
        names.set(of('id'), of('attr.name'));
      }
      if (local === 'node' || local === 'edge') values = {};
      if (local === 'node') found.nodes.push({ id: of('id'), values });
      if (local === 'edge') found.edges.push({ from: of('source'), to: of('target'), values });
      if (local === 'data') [key, data] = [of('key'), ''];
    });
    parser.on('text', (part) => {
      data += part;
    });
    parser.on('closetag', ({ local }) => {
      if (local !== 'data') return;
      const type = present(found.types.get(key), key);
      if (type === 'int' || type === 'long') expect(data).toMatch(/^-?\d+$/);
      if (type === 'double') expect(data).toMatch(/^-?\d+(\.\d+)?$/);
      values[present(names.get(key), key)] = data;
    });
    parser.write(xml).close();
    const ids = found.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[\w.-]+$/);
    for (const { from, to } of found.edges)
      expect(ids.includes(from) && ids.includes(to)).toBe(true);
    return found;
  }

  const written = (some: readonly NetworkDossier[]) => {
    const { head, foot, add } = NETWORK_FILES.graphml();
    return `${head}${some.map(add).join('')}${foot}`;
  };

  test('members and payments come back with all their values', () => {
    const { nodes, edges } = read(written(dossiers));
    const byId = new Map(nodes.map((node) => [node.id, node.values]));
    const total = (count: (dossier: NetworkDossier) => number) =>
      dossiers.reduce((sum, dossier) => sum + count(dossier), 0);
    expect(edges).toHaveLength(total(({ payments }) => payments.length));
    expect(nodes.filter(({ values }) => values.role)).toHaveLength(
      total(({ members }) => members.length),
    );
    for (const { network, members, payments } of dossiers) {
      const own = nodes.filter(({ values }) => values.network === network.id);
      for (const member of members) {
        const node = own.find(({ values }) => values.account === member.account_id)?.values;
        expect(node).toMatchObject({
          role: member.role,
          in_minor: `${member.in_minor}`,
          kept_minor: `${member.kept_minor}`,
          months: member.months.join(' '),
        });
      }
      for (const payment of payments) {
        const edge = edges.find(({ values }) => values.payment === payment.id);
        expect(edge?.values).toMatchObject({ amount_minor: `${payment.amount_minor}` });
        expect(edge?.values.value_minor).toBe(payment.value_minor?.toString());
        expect(byId.get(edge?.from ?? '')?.account).toBe(payment.debtor.account ?? undefined);
        expect(byId.get(edge?.to ?? '')?.account).toBe(payment.creditor.account ?? undefined);
      }
    }
  });

  test('any text comes through that XML can carry, the rest as U+FFFD', () => {
    fc.assert(
      fc.property(text, text, (account, name) => {
        fc.pre(!dossiers[3]?.members.some(({ account_id }) => account_id === account));
        const { nodes } = read(written([withTexts(account, name)]));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML lacks.
        const lacking = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
        const carried = (value: string) => value.replace(lacking, '\ufffd');
        const node = nodes.find(({ values }) => values.account === carried(account));
        expect(node?.values.label).toBe(carried(name));
      }),
      { numRuns: 60 },
    );
  });
});

describe('FollowTheMoney', () => {
  const entitiesOf = (some: readonly NetworkDossier[]) => {
    const writer = NETWORK_FILES.ftm();
    const lines = some.map((dossier) => writer.add(dossier)).join('');
    const entities = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FtmEntity);
    return { entities, losses: writer.losses() };
  };

  test('payments come back with ends, exact amounts and times', () => {
    const { entities } = entitiesOf(dossiers);
    const byId = new Map(entities.map((entity) => [entity.id, entity]));
    expect(byId.size).toBe(entities.length);
    const number = (id: string | undefined) => byId.get(id ?? '')?.properties.accountNumber?.[0];
    for (const payment of dossiers.flatMap(({ payments }) => payments)) {
      const found = entities.find(({ properties }) =>
        properties.transactionNumber?.includes(payment.id),
      );
      const { payerAccount, beneficiaryAccount, amount, currency, date } = present(
        found?.properties,
        payment.id,
      );
      expect(number(payerAccount?.[0])).toBe(payment.debtor.account ?? undefined);
      expect(number(beneficiaryAccount?.[0])).toBe(payment.creditor.account ?? undefined);
      expect(amount?.[0]?.replace('.', '')).toBe(`${payment.amount_minor}`);
      expect(currency).toEqual([payment.currency]);
      expect(payment.time.startsWith(date?.[0] ?? '?')).toBe(true);
    }
  });

  test('every member is linked to its network by its role', () => {
    const { entities } = entitiesOf(dossiers);
    const links = entities.filter(({ schema }) => schema === 'UnknownLink');
    expect(links.map(({ properties }) => properties.role?.[0]).sort()).toEqual(
      dossiers.flatMap(({ members }) => members.map(({ role }) => role)).sort(),
    );
  });

  test('what it cannot carry is counted', () => {
    const { losses } = entitiesOf(dossiers);
    const of = (field: string) => losses.find((loss) => loss.field === field);
    expect(of('payment.rail')?.count).toBe(dossiers.flatMap(({ payments }) => payments).length);
    expect(of('instance')).toMatchObject({ reason: 'unknown_here', count: 17 });
    expect(of('payment.debtor')).toMatchObject({ reason: 'filled', count: 1 });
    expect(of('holder.name')).toMatchObject({ reason: 'filled', example: 'MX-SIERRA-92' });
  });

  test('things that two networks share are written once', () => {
    const twice = entitiesOf([...dossiers, ...dossiers]).entities;
    expect(twice).toEqual(entitiesOf(dossiers).entities);
  });

  const schemata = sharedData('followthemoney/schema');
  test.skipIf(!schemata)('entities keep to the published schemata (absent here: skipped)', () => {
    const schemas = readSchemata(schemata ?? '');
    const { entities } = entitiesOf(dossiers);
    const byId = new Map(entities.map((entity) => [entity.id, entity]));
    for (const { id, schema, properties } of entities) {
      expect(id).toMatch(/^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$/);
      const known = present(schemas.get(schema), schema);
      for (const name of known.required) expect(Object.keys(properties)).toContain(name);
      for (const [name, values] of Object.entries(properties)) {
        const range = present(known.properties.get(name), `${schema}.${name}`);
        for (const value of range === '' ? [] : values) {
          const end = present(byId.get(value), `${schema}.${name}`);
          expect(schemas.get(end.schema)?.kinds).toContain(range);
        }
      }
    }
  });

  interface Schema {
    /** Itself and all that it extends. */
    readonly kinds: readonly string[];
    readonly required: readonly string[];
    /** Range of those that are entities, else empty. */
    readonly properties: ReadonlyMap<string, string>;
  }
  interface Written {
    readonly extends?: string | string[];
    readonly required?: string[];
    readonly properties?: Record<string, { type?: string; range?: string }>;
  }

  function readSchemata(folder: string): Map<string, Schema> {
    const files = new Map<string, Written>();
    for (const file of readdirSync(folder)) {
      const document = parseYaml(readFileSync(join(folder, file), 'utf8'));
      for (const [name, schema] of Object.entries(document as Record<string, Written>))
        files.set(name, schema);
    }
    const resolve = (name: string): Schema => {
      const own = present(files.get(name), name);
      const above = [own.extends ?? []].flat().map(resolve);
      return {
        kinds: [name, ...above.flatMap(({ kinds }) => kinds)],
        required: [...(own.required ?? []), ...above.flatMap(({ required }) => required)],
        properties: new Map([
          ...above.flatMap(({ properties }) => [...properties]),
          ...Object.entries(own.properties ?? {}).map(
            ([key, { type, range }]) => [key, type === 'entity' ? (range ?? '') : ''] as const,
          ),
        ]),
      };
    };
    return new Map([...files.keys()].map((name) => [name, resolve(name)]));
  }
});

describe('CSV', () => {
  /** RFC 4180, as a spreadsheet reads it. */
  function parse(csv: string): string[][] {
    const rows: string[][] = [[]];
    for (const [, quoted, plain = '', end] of csv.matchAll(
      /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g,
    )) {
      rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (end === '\n') rows.push([]);
    }
    return rows.slice(0, -1);
  }
  const tableOf = (name: string, some: readonly NetworkDossier[]) => {
    const { head, lines } = present(NETWORK_TABLES[name], name);
    const [names = [], ...rows] = parse(head + some.map(lines).join(''));
    return rows.map((row) => Object.fromEntries(names.map((column, i) => [column, row[i] ?? ''])));
  };

  test('rows are all members, payments and instances, with exact amounts', () => {
    const members = tableOf('members.csv', dossiers);
    expect(members).toHaveLength(dossiers.flatMap((dossier) => dossier.members).length);
    const [first] = dossiers[0]?.members ?? [];
    expect(members[0]).toMatchObject({
      account: first?.account_id,
      role: 'source',
      kept: `-${`${-(first?.kept_minor ?? 0n)}`.replace(/(\d\d)$/, '.$1')}`,
    });
    const payments = tableOf('payments.csv', dossiers);
    expect(payments.map(({ payment }) => payment)).toEqual(
      dossiers.flatMap((dossier) => dossier.payments.map(({ id }) => id)),
    );
    expect(payments.find(({ currency }) => currency === 'GTQ')?.value).toBe('');
    const parts = tableOf('instances.csv', dossiers);
    expect(parts[0]?.parts_millinats).toBe('burst:2500 conservation:4321 partners:-750');
  });

  test('no text is a formula, and each stands in one cell', () => {
    const [account] = tableOf('members.csv', [present(dossiers[3], 'hostile')]);
    expect(account?.account).toBe("'=1+1");
    fc.assert(
      fc.property(text, text, (own, name) => {
        const rows = tableOf('members.csv', [withTexts(own, name)]);
        expect(rows).toHaveLength(3);
        for (const cell of [rows[0]?.account ?? '', rows[0]?.name ?? '']) {
          expect(cell).not.toMatch(/^\s*[=+@-]/);
          expect(cell).not.toMatch(/[\n\r\t\u202e]/);
        }
        expect(csvCell(name)).toMatch(/^".*"$/su);
      }),
      { numRuns: 60 },
    );
  });
});
