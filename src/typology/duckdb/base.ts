import type { GroupPlan } from '../plan.js';
import { FACETS, type FacetName, type Facets, KIND_COLUMNS, SLOT_MS } from './facet.js';
import { NETWORK_LEGS, NETWORK_NUMBERS, networkMembers, readsNetworks } from './network.js';
import { BANK, type EmitContext, TICK } from './sql.js';

/** Tables that a run makes for itself before any group: dropped after the last. */
export interface Base {
  readonly statements: readonly string[];
  readonly tables: readonly string[];
}

/**
 * Creates `base`: one narrow row a payment, its accounts, their holders and their versions known at
 * the payment as numbers; and a table for each facet, in which every question that the plan asks of
 * it is answered once. What comes after joins numbers and reads answers.
 */
export function emitBase(context: EmitContext, groups: readonly GroupPlan[], facets: Facets): Base {
  const use = baseUse(context, groups, facets);
  const isMember = use.networks || readsNetworks(facets);
  const sources: [string, string][] = [];
  if (isMember || facets.uses('network')) sources.push(['network_number', NETWORK_NUMBERS]);
  sources.push(['account_number', isMember ? networkMembers(ACCOUNT_NUMBERS) : ACCOUNT_NUMBERS]);
  if (facets.uses('network')) sources.push(['network_legs', NETWORK_LEGS]);
  const people = use.payment.some((name) => FACETS[name].source === 'party_number');
  if (use.accounts || people) {
    sources.push(['party_number', partyNumbers(use, context.buckets > 1)]);
  }
  if (use.accounts) sources.push(['account_known', versions('account', true)]);
  if (use.holders) sources.push(['party_known', versions('party', true)]);
  if (facets.uses('kind')) sources.push(['kinds', kinds(facets)]);
  if (facets.uses('text')) sources.push(['texts', distinct('text', ['text'])]);
  if (facets.uses('via')) sources.push(['routes', distinct('intermediaries', ['intermediaries'])]);
  if (use.payment.includes('place')) sources.push(['places', PLACES]);
  if (use.payment.includes('device')) sources.push(['devices', distinct('id', ['device_id'])]);
  if (use.ends) sources.push(['ends', ENDS]);
  if (use.countries) sources.push(['countries', COUNTRIES]);
  if (use.names) sources.push(['names', distinct('name', ['debtor_name', 'creditor_name'])]);
  sources.push(['base', `${baseSelect(facets, use)} ${clusterSql(context.buckets)}`]);
  if (facets.uses('slot')) sources.push(['slots', SLOTS]);
  const names = (Object.keys(FACETS) as FacetName[]).filter((name) => facets.uses(name));
  const statements = sources.map(
    ([table, sql]) => `CREATE OR REPLACE TEMP TABLE ${table} AS ${sql}`,
  );
  return {
    statements: [...statements, ...names.map((name) => facets.emitTable(name))],
    tables: [...sources.map(([table]) => table), ...names.map((name) => `facet_${name}`)],
  };
}

/** The payments of the base, each once from each end: `p` of expressions over entries. */
export function sidesSql(
  context: EmitContext,
  group: Pick<GroupPlan, 'subject' | 'scope'>,
  facets: Facets,
  bucket: number | null,
): string {
  const use = baseUse(context, [group], facets);
  const key = SUBJECT_PARTS[group.subject];
  const shared = [
    'o',
    'o >> 21 AS t',
    `o // ${BigInt(SLOT_MS) * TICK} AS slot_n`,
    'value_minor',
    ...use.payment.map((name) => FACETS[name].key),
  ];
  const side = (own: string, other: string, inn: boolean) => {
    const parts = use.parts.flatMap((part) => [
      `${own}_${part} AS own_${part}`,
      `${other}_${part} AS other_${part}`,
    ]);
    const where = [`${own}_${key} > 0`];
    if (use.ours && group.scope === 'ours') where.push(`${own}_ours`);
    const width = context.bucket_widths[group.subject];
    if (bucket !== null && width !== undefined) {
      where.push(`${own}_${key} BETWEEN ${bucket * width} AND ${(bucket + 1) * width - 1}`);
    }
    return `SELECT ${own}_${key} AS k, ${inn} AS inn, ${[...shared, ...parts].join(', ')}
      FROM base WHERE ${where.join(' AND ')}`;
  };
  return `(${side('creditor', 'debtor', true)} UNION ALL ${side('debtor', 'creditor', false)})`;
}

/**
 * How many subjects' numbers one of several buckets spans. Numbers are given by chance, so that
 * neighbours are no more alike than others, and spans of them hold about as many payments.
 */
export function bucketWidth(subject: GroupPlan['subject'], buckets: number): string {
  return `(SELECT max(n) // ${buckets} + 1 FROM ${subject}_number)`;
}

/**
 * The order of a base that is read bucket by bucket: payments lie with those of the same two
 * buckets, so that a bucket reads its own part, and looks up neighbours, not the whole bank; among
 * them an account's lie side by side.
 */
function clusterSql(buckets: number): string {
  if (buckets === 1) return '';
  const width = bucketWidth('account', buckets);
  return `ORDER BY debtor_n // ${width}, creditor_n // ${width}, debtor_n`;
}

/** Which columns of the base the plan needs, beside order and value. */
interface BaseUse {
  readonly payment: readonly FacetName[];
  /** Columns that each end has. */
  readonly parts: readonly string[];
  readonly accounts: boolean;
  readonly holders: boolean;
  readonly ends: boolean;
  readonly countries: boolean;
  readonly names: boolean;
  readonly networks: boolean;
  readonly ours: boolean;
}

/** The part of an end that numbers the subject. */
const SUBJECT_PARTS = { account: 'n', party: 'party', network: 'network' } as const;

function baseUse(
  context: EmitContext,
  groups: readonly Pick<GroupPlan, 'subject' | 'scope'>[],
  facets: Facets,
): BaseUse {
  const uses = (...names: FacetName[]) => names.some((name) => facets.uses(name));
  const reads = (...names: string[]) => names.some((name) => facets.reads(name));
  const ours = context.marks_ours && groups.some((group) => group.scope === 'ours');
  const holders = uses('own_party', 'other_party');
  const parties =
    groups.some((group) => group.subject === 'party') || reads('own_party', 'other_party');
  const networks = groups.some((group) => group.subject === 'network');
  const ends = uses('own_end', 'other_end');
  const countries = uses('other_country');
  const names = uses('other_name') || reads('other_called');
  const accounts = uses('own_account', 'other_account') || holders || parties || countries || ours;
  const payment = (Object.keys(ON_PAYMENT) as FacetName[]).filter(
    (name) => uses(name) || reads(FACETS[name].key),
  );
  const parts = ['n'];
  if (accounts) parts.push('account');
  if (parties) parts.push('party');
  if (holders) parts.push('holder');
  if (ends) parts.push('end');
  if (countries) parts.push('country');
  if (names) parts.push('called');
  if (networks) parts.push('network');
  if (ours) parts.push('ours');
  return { payment, parts, accounts, holders, ends, countries, names, networks, ours };
}

function baseSelect(facets: Facets, use: BaseUse): string {
  const columns = ['p.order_key AS o', 'p.value_minor'];
  const joins: string[] = [];
  for (const name of use.payment) {
    columns.push(`coalesce(of_${name}.n, 0) AS ${FACETS[name].key}`);
    const same = kindColumns(facets).map((of) => `of_kind.${of} IS NOT DISTINCT FROM p.${of}`);
    const on = name === 'kind' ? same.join(' AND ') : ON_PAYMENT[name];
    joins.push(`LEFT JOIN ${FACETS[name].source} of_${name} ON ${on}`);
  }
  for (const end of ['debtor', 'creditor']) {
    const [columnsOfEnd, joinsOfEnd] = endOf(end, use);
    columns.push(...columnsOfEnd);
    joins.push(...joinsOfEnd);
  }
  return `SELECT ${columns.join(', ')} FROM ${BANK}.payment p ${joins.join(' ')}`;
}

function endOf(end: string, use: BaseUse): [string[], string[]] {
  const columns = [`coalesce(${end}_id.n, 0) AS ${end}_n`];
  const joins = [`LEFT JOIN account_number ${end}_id ON ${end}_id.id = p.${end}_account`];
  const known = (noun: string, alias: string, id: string) =>
    `LEFT JOIN ${noun}_known ${alias} ON ${alias}.n = ${id}
      AND p.order_key >= ${alias}.from_o AND p.order_key < ${alias}.until_o`;
  if (use.accounts) {
    columns.push(`coalesce(${end}_as.v, 0) AS ${end}_account`);
    joins.push(known('account', `${end}_as`, `${end}_id.n`));
  }
  if (use.parts.includes('party')) columns.push(`coalesce(${end}_as.party_n, 0) AS ${end}_party`);
  if (use.holders) {
    columns.push(`coalesce(${end}_by.v, 0) AS ${end}_holder`);
    joins.push(known('party', `${end}_by`, `${end}_as.party_n`));
  }
  if (use.ends) {
    columns.push(`coalesce(${end}_at.n, 0) AS ${end}_end`);
    joins.push(
      `LEFT JOIN ends ${end}_at ON ${end}_at.institution IS NOT DISTINCT FROM p.${end}_institution
        AND ${end}_at.country IS NOT DISTINCT FROM p.${end}_country`,
    );
  }
  if (use.countries) {
    columns.push(`coalesce(${end}_land.n, 0) AS ${end}_country`);
    joins.push(
      `LEFT JOIN countries ${end}_land
        ON ${end}_land.country = coalesce(p.${end}_country, ${end}_as.country)`,
    );
  }
  if (use.names) {
    columns.push(`coalesce(${end}_as_name.n, 0) AS ${end}_called`);
    joins.push(`LEFT JOIN names ${end}_as_name ON ${end}_as_name.name = p.${end}_name`);
  }
  if (use.networks) columns.push(`coalesce(${end}_id.network_n, 0) AS ${end}_network`);
  if (use.ours) {
    columns.push(`coalesce(${end}_in.is_ours, false) AS ${end}_ours`);
    joins.push(
      `LEFT JOIN ${BANK}.institution ${end}_in
        ON ${end}_in.id = coalesce(${end}_as.institution_id, p.${end}_institution)`,
    );
  }
  return [columns, joins];
}

/** How payments are joined to the facets that are theirs, whichever end one looks from. */
const ON_PAYMENT: Partial<Readonly<Record<FacetName, string>>> = {
  kind: '',
  text: 'of_text.text = p.text',
  via: 'of_via.intermediaries = p.intermediaries',
  place: 'of_place.id = p.place_id',
  device: 'of_device.id = p.device_id',
  conductor: 'of_conductor.id = p.conductor_id',
  behalf: 'of_behalf.id = p.behalf_id',
  network: 'of_network.payment_id = p.id',
};

const number = 'row_number() OVER ()::INTEGER AS n';

const ACCOUNT_NUMBERS = `SELECT id, ${number} FROM (
  SELECT debtor_account AS id FROM ${BANK}.payment UNION
  SELECT creditor_account FROM ${BANK}.payment) WHERE id IS NOT NULL`;

/** Numbers of parties: where there are several buckets, those of neighbouring accounts together. */
function partyNumbers(use: BaseUse, isTogether: boolean): string {
  const named = ['conductor', 'behalf'].filter((name) => use.payment.includes(name as FacetName));
  const others = named.map((name) => `UNION SELECT ${name}_id FROM ${BANK}.payment`);
  const parties = `SELECT party_id AS id FROM ${BANK}.account ${others.join(' ')}`;
  if (!isTogether) return `SELECT id, ${number} FROM (${parties}) WHERE id IS NOT NULL GROUP BY id`;
  return `SELECT id, row_number() OVER (ORDER BY account_n)::INTEGER AS n FROM (
    SELECT id, min(account_n) AS account_n FROM (${parties})
    LEFT JOIN (SELECT party_id AS id, n AS account_n
      FROM ${BANK}.account a JOIN account_number USING (id)) USING (id)
    WHERE id IS NOT NULL GROUP BY id)`;
}

const PLACES = `SELECT *, ${number} FROM ${BANK}.place
  FULL JOIN (SELECT DISTINCT place_id AS id FROM ${BANK}.payment WHERE place_id IS NOT NULL)
  USING (id)`;

const ENDS = `SELECT *, ${number} FROM (
  SELECT debtor_institution AS institution, debtor_country AS country FROM ${BANK}.payment UNION
  SELECT creditor_institution, creditor_country FROM ${BANK}.payment)
  LEFT JOIN (SELECT id, kind AS institution_kind FROM ${BANK}.institution) ON id = institution`;

const COUNTRIES = `SELECT country, ${number} FROM (
  SELECT debtor_country AS country FROM ${BANK}.payment UNION
  SELECT creditor_country FROM ${BANK}.payment UNION
  SELECT country FROM ${BANK}.account) WHERE country IS NOT NULL`;

const SLOTS = `SELECT n, n * ${SLOT_MS} AS t, make_timestamp_ms(t)::DATE AS day
  FROM (SELECT DISTINCT o // ${BigInt(SLOT_MS) * TICK} AS n FROM base)`;

function kindColumns(facets: Facets): string[] {
  const read = facets.sourceColumns('kind');
  return KIND_COLUMNS.filter((column) => read.has(column));
}

function kinds(facets: Facets): string {
  const columns = kindColumns(facets).join(', ');
  return `SELECT ${columns}, ${number} FROM (SELECT DISTINCT ${columns} FROM ${BANK}.payment)`;
}

function distinct(name: string, columns: readonly string[]): string {
  const selects = columns.map((column) => `SELECT ${column} AS ${name} FROM ${BANK}.payment`);
  return `SELECT ${name}, ${number}
    FROM (SELECT DISTINCT ${name} FROM (${selects.join(' UNION ALL ')}))
    WHERE ${name} IS NOT NULL`;
}

/**
 * Versions of a noun, each with its number and the orders from and until it was the one known.
 * `ids` selects of which: all where it is left out.
 */
export function versions(noun: 'account' | 'party', isNumbered: boolean, ids?: string): string {
  const bound = 4_390_000_000_000n;
  const order = (time: string) => `greatest(-${bound}, least(${time}, ${bound})) * ${TICK}`;
  const least = '-9000000000000::BIGINT';
  const holder =
    noun === 'account' && isNumbered
      ? `LEFT JOIN (SELECT id AS holder_id, n AS party_n FROM party_number) h
          ON h.holder_id = v.party_id`
      : '';
  return `WITH version AS (
      SELECT *,
        coalesce(epoch_ms(valid_from), ${least}) AS valid_t,
        coalesce(epoch_ms(known_from), ${least}) AS known_t,
        greatest(valid_t, known_t) AS since_t,
        row_number() OVER () AS number
      FROM ${BANK}.${noun} ${ids ? `WHERE id IN (${ids})` : ''}),
    best AS (
      SELECT id AS best_id, since_t AS from_t,
        max({v: valid_t, k: known_t, n: number}) OVER (PARTITION BY id ORDER BY since_t) AS best
      FROM version),
    span AS (
      SELECT DISTINCT best_id, from_t, best.n AS number FROM best),
    closed AS (
      SELECT *,
        lead(from_t, 1, 9000000000000) OVER (PARTITION BY best_id ORDER BY from_t) AS until_t
      FROM span)
    SELECT v.* EXCLUDE (number, valid_t, known_t, since_t, valid_from, known_from),
      ${order('c.from_t')} AS from_o, ${order('c.until_t')} AS until_o,
      c.until_t >= 9000000000000 AS is_last,
      ${isNumbered ? `i.n, ${holder ? 'h.party_n,' : ''}` : ''} row_number() OVER ()::INTEGER AS v
    FROM closed c JOIN version v USING (number)
    ${isNumbered ? `LEFT JOIN ${noun}_number i ON i.id = v.id ${holder}` : ''}`;
}
