import { resolveIdentities } from '../src/network/index.js';
import type { Engine } from '../src/store/index.js';
import { createTables, openEngine } from '../src/store/index.js';
import { gigabytes, grouped, type Print, timed } from './machine.js';

const SIZES = [100_000, 1_000_000] as const;
const THREADS = 2;

/**
 * Entity resolution of generated parties whose truth is known: one record in 25 is another of a
 * person already there, one in ten a company that a person controls. Households share an address,
 * often a telephone; two hundred live at mass addresses, five hundred gave their accountant's mail.
 */
export async function benchNetworkIdentity(print: Print): Promise<void> {
  for (const parties of SIZES) {
    const engine = await openEngine({ path: ':memory:', threads: THREADS });
    await fillParties(engine, parties);
    const before = process.cpuUsage();
    const { value: found, seconds } = await timed(() =>
      resolveIdentities(engine, { as_of_ms: AS_OF_MS, apart: [] }),
    );
    const { user, system } = process.cpuUsage(before);
    await engine.run('CREATE TEMP TABLE found (entity VARCHAR, party VARCHAR)');
    const appender = await engine.connection.createAppender('found', 'main', 'temp');
    for (const { id, members } of found.entities) {
      for (const member of members) {
        appender.appendVarchar(id);
        appender.appendVarchar(member);
        appender.endRow();
      }
    }
    appender.closeSync();
    const [quality] = await engine.rows<Record<string, bigint>>(QUALITY);
    const { hits = 0n, pairs = 0n, truth = 0n } = quality ?? {};
    engine.close();
    const cpu_s = ((user + system) / 1e6).toFixed(2);
    print(
      `identity: ${grouped(parties)} parties, ${found.entities.length} entities, ` +
        `${found.links.length} links, ${found.refused.length} refused: ${seconds.toFixed(2)} s ` +
        `(cpu ${cpu_s} s), rss ${gigabytes(process.memoryUsage().rss)}`,
    );
    print(
      `  pairs in one entity ${pairs}, of these true ${hits} ` +
        `(${percent(hits, pairs)} precision), of all true pairs ${percent(hits, truth)} found`,
    );
  }
}

const AS_OF_MS = Date.UTC(2026, 0, 1);

const percent = (part: bigint, whole: bigint) =>
  `${((100 * Number(part)) / Math.max(1, Number(whole))).toFixed(1)} %`;

/** A number from the row number `i` and a salt, and a chance of so many in a hundred. */
const roll = (salt: number, of: string) => `(hash(i * 64 + ${salt}) % ${of})`;
const chance = (salt: number, percents: number) => `${roll(salt, '1000')} < ${percents * 10}`;

/** One of so many words of eight letters, the later ones the more frequent. */
const word = (seed: string, words: number) =>
  `substr(md5(floor(sqrt(hash(${seed}) % ${words ** 2}))::VARCHAR), 1, 8)`;

export async function fillParties(engine: Engine, parties: number): Promise<void> {
  await createTables(engine);
  const [people, again] = [Math.floor(parties * 0.86), Math.floor(parties * 0.04)];
  await engine.run(`CREATE TEMP TABLE soul AS SELECT i, i AS soul, false AS is_again,
    false AS is_company FROM range(${people}) t(i)
    UNION ALL SELECT i, ${roll(1, String(people))}, true, false
    FROM range(${people}, ${people + again}) t(i)
    UNION ALL SELECT i, ${roll(1, String(people))}, false, true
    FROM range(${people + again}, ${parties}) t(i)`);
  await engine.run(PARTIES);
  await engine.run(`INSERT INTO device (id, party_id)
    SELECT 'D' || CASE WHEN is_again AND ${chance(20, 30)} THEN i ELSE soul END, 'P' || i
    FROM soul WHERE NOT is_company`);
  await engine.run(`INSERT INTO account (id, institution_id, party_id)
    SELECT 'A' || i, 'B' || (i % 6), 'P' || i FROM soul`);
  await engine.run(`INSERT INTO interest (subject_id, owner_id, kind, share_ppm)
    SELECT 'P' || i, 'P' || soul, 'shares', ${roll(21, '1000001')} FROM soul WHERE is_company`);
}

/** What a household, a soul, or this record alone would write; `s` is whose is copied. */
const PARTIES = `
  INSERT INTO party (id, kind, name, country, region, address, phone, email, tax_id)
  WITH drawn AS (
    SELECT *, CASE WHEN is_company THEN i ELSE soul END AS s, soul // 3 AS house
    FROM soul
  ), written AS (
    SELECT *, ${word('s * 64 + 2', 400)} AS given, ${word('house * 64 + 3', 1_000)} AS family,
      ${word('house * 64 + 4', 1_000)} AS mother FROM drawn
  )
  SELECT 'P' || i, CASE WHEN is_company THEN 'organisation' ELSE 'person' END,
    CASE WHEN is_company THEN 'Comercializadora ' || family || i || ' SA de CV'
      WHEN is_again AND ${chance(5, 5)} THEN 'other' || i || ' name' || i
      WHEN is_again AND ${chance(6, 15)} THEN concat_ws(' ', given, family)
      WHEN is_again AND ${chance(7, 10)} THEN 
        concat_ws(' ', given, family[:3] || 'x' || family[5:], mother)
      ELSE concat_ws(' ', given, family, mother) END,
    'MX', 'R' || (house % 32),
    CASE WHEN is_again AND ${chance(8, 40)} THEN 'Calle ' || i || ' No. 7'
      WHEN house % 500 = 0 THEN 'Torre ' || (house % 60000) || ' No. 1'
      ELSE 'Av. Juárez ' || house || ', Col. Centro' END,
    CASE WHEN is_again AND ${chance(9, 40)} THEN 5500000000 + i
      WHEN house % 5 < 2 THEN 8100000000 + house ELSE 6600000000 + soul END::VARCHAR,
    CASE WHEN soul % 100000 < 50 THEN 'contador@despacho.mx'
      WHEN is_again AND ${chance(10, 50)} THEN 'again' || i || '@correo.mx'
      ELSE 'soul' || s || '@correo.mx' END,
    CASE WHEN is_again AND ${chance(11, 50)} THEN NULL
      WHEN ${chance(12, 2)} THEN 'XAXX010101000'
      ELSE chr((65 + s % 26)::INTEGER) || chr((65 + s // 26 % 26)::INTEGER)
        || chr((65 + s // 676 % 26)::INTEGER) || chr((65 + s // 17576 % 26)::INTEGER)
        || CASE WHEN is_company THEN '100101' ELSE '900101' END
        || lpad((s // 456976)::VARCHAR, 2, '0') || '5' END
  FROM written`;

/** Pairs of records of one soul, or of a soul and a company that it controls, through entities. */
const QUALITY = `
  WITH member AS (
    SELECT f.entity, s.i, CASE WHEN s.is_company AND coalesce(share_ppm, 0) <= 500000
      THEN -s.i ELSE s.soul END AS soul
    FROM found f JOIN soul s ON f.party = 'P' || s.i
    LEFT JOIN interest n ON n.subject_id = f.party
  ), real AS (
    SELECT CASE WHEN s.is_company AND coalesce(share_ppm, 0) <= 500000
      THEN -s.i ELSE s.soul END AS soul
    FROM soul s LEFT JOIN interest n ON n.subject_id = 'P' || s.i
  )
  SELECT
    (SELECT sum(c * (c - 1) // 2)::BIGINT FROM
      (SELECT count(*) AS c FROM member GROUP BY entity, soul)) AS hits,
    (SELECT sum(c * (c - 1) // 2)::BIGINT FROM
      (SELECT count(*) AS c FROM member GROUP BY entity)) AS pairs,
    (SELECT sum(c * (c - 1) // 2)::BIGINT FROM
      (SELECT count(*) AS c FROM real GROUP BY soul)) AS truth`;
