/** The living example as each bank of the demo has it: what it saw, and nothing else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../base/index.js';
import { abaDigit, clabeDigit } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import type { Player } from './exchange-cast.js';

/** What each file keeps for one bank; the shared ones are everybody's. */
const OWN: Readonly<Record<string, string>> = {
  payment: `SELECT p.* REPLACE (coalesce(d.written, debtor_account) AS debtor_account,
      coalesce(c.written, creditor_account) AS creditor_account)
    FROM $payment p LEFT JOIN number d ON d.id = debtor_account
      LEFT JOIN number c ON c.id = creditor_account
    WHERE debtor_institution = $bank OR creditor_institution = $bank`,
  account: `SELECT a.* REPLACE (coalesce(n.written, a.id) AS id)
    FROM $account a LEFT JOIN number n ON n.id = a.id WHERE institution_id = $bank`,
  party:
    'SELECT * FROM $party WHERE id IN (SELECT party_id FROM $account WHERE institution_id = $bank)',
};
const SHARED = ['institution', 'place', 'fx_rate', 'indicator', 'listing'];

/** What the story takes from the example: who is asked about, listed, ordered and traced. */
export interface Cues {
  /** A payment between the two US banks. */
  readonly inquiry: string;
  /** Accounts of each Mexican bank that take part in schemes. */
  readonly listed: readonly { readonly account: string; readonly bank: string }[];
  /** A payment from a US bank to a Mexican one whose money went on to the other Mexican one. */
  readonly trace: { readonly id: string; readonly amount_minor: string; readonly currency: string };
}

export interface CutExample {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly cues: Cues;
}

/** Writes the example once and cuts it by bank; the files of each, to be ingested by it. */
export async function cutExample(
  context: CommandContext,
  root: string,
  banks: readonly Player[],
  scale: number,
): Promise<CutExample> {
  const whole = join(root, 'example');
  await context.writeExample(whole, { seed: 'puente', scale, schemes: true });
  const engine = await context.openEngine({ path: ':memory:' });
  try {
    await numberAccounts(engine, whole, root);
    const files = new Map<string, readonly string[]>();
    for (const bank of banks) files.set(bank.key, await cutFor(engine, whole, root, bank));
    return { files, cues: await findCues(engine, whole) };
  } finally {
    engine.close();
  }
}

async function cutFor(
  engine: Engine,
  whole: string,
  root: string,
  bank: Player,
): Promise<readonly string[]> {
  const folder = join(root, `${bank.key}-files`);
  mkdirSync(folder, { recursive: true });
  const bic = bank.node.slice(0, 8).toUpperCase();
  const read = (name: string) => `read_csv('${join(whole, name)}.csv', all_varchar = true)`;
  const files: string[] = [];
  for (const name of [...SHARED, ...Object.keys(OWN)]) {
    const file = join(folder, `${name}.csv`);
    const rows = (OWN[name] ?? `SELECT * FROM $${name}`)
      .replaceAll('$bank', `'${bic}'`)
      .replaceAll(/\$(\w+)/g, (_match, from: string) => read(from));
    await engine.run(`COPY (${rows}) TO '${file}' (HEADER)`);
    files.push(file);
  }
  return files;
}

/**
 * Account numbers as both countries write them, so that two banks name one account alike: CLABE in
 * Mexico, routing number and account in the United States. Banks 999 and 00000000x do not exist.
 */
async function numberAccounts(engine: Engine, whole: string, root: string): Promise<void> {
  const source = `read_csv('${join(whole, 'payment.csv')}', all_varchar = true)`;
  const rows = await engine.rows<{ readonly id: string }>(
    `SELECT DISTINCT debtor_account AS id FROM ${source} WHERE debtor_account LIKE '%-%'
     UNION SELECT DISTINCT creditor_account FROM ${source} WHERE creditor_account LIKE '%-%'`,
  );
  const lines = rows.map(({ id }) => `${id},${writtenNumber(id)}`);
  const file = join(root, 'numbers.csv');
  writeFileSync(file, `id,written\n${lines.join('\n')}\n`);
  await engine.run(`CREATE TABLE number AS SELECT * FROM read_csv('${file}', all_varchar = true)`);
}

function writtenNumber(id: string): string {
  const [bank = '', number = ''] = id.split('-');
  if (bank.slice(4, 6) === 'MX') {
    const plaza = `${bank.charCodeAt(0) % 10}${bank.charCodeAt(1) % 10}0`;
    const stem = `999${plaza}${number.padStart(11, '0').slice(-11)}`;
    return `${stem}${clabeDigit(stem)}`;
  }
  if (bank.slice(4, 6) !== 'US') return id;
  const stem = `000000${bank.charCodeAt(0) % 10}${bank.charCodeAt(2) % 10}`;
  return `${stem}${abaDigit(stem)}-${number}`;
}

async function findCues(engine: Engine, whole: string): Promise<Cues> {
  const payments = `read_csv('${join(whole, 'payment.csv')}', all_varchar = true)`;
  const labels = `read_csv('${join(whole, 'labels.csv')}', all_varchar = true)`;
  const [inquiry] = await engine.rows<{ readonly id: string }>(
    `SELECT id FROM ${payments} WHERE debtor_institution = 'EJBTUS44'
     AND creditor_institution = 'EXNBUS33' ORDER BY amount::DECIMAL(18, 2) DESC, id LIMIT 1`,
  );
  const listed = await engine.rows<{ readonly account: string; readonly bank: string }>(
    `SELECT DISTINCT n.written AS account, l.account[:8] AS bank
     FROM ${labels} l JOIN number n ON n.id = l.account
     WHERE l.account[:8] IN ('BENOMXMM', 'BECEMXMM') ORDER BY 1`,
  );
  const [trace] = await engine.rows<Cues['trace']>(
    `SELECT p.id, (p.amount::DECIMAL(18, 2) * 100)::BIGINT::VARCHAR AS amount_minor, p.currency
     FROM ${payments} p JOIN ${payments} o ON o.debtor_account = p.creditor_account
       AND o.time::TIMESTAMP BETWEEN p.time::TIMESTAMP AND p.time::TIMESTAMP + INTERVAL 5 DAY
     WHERE p.debtor_institution = 'EJBTUS44' AND p.creditor_institution = 'BENOMXMM'
       AND o.creditor_institution = 'BECEMXMM'
     GROUP BY ALL ORDER BY max(o.amount::DECIMAL(18, 2)) DESC, p.id LIMIT 1`,
  );
  return {
    inquiry: present(inquiry, 'a payment between the US banks').id,
    listed,
    trace: present(trace, 'a payment whose money went on'),
  };
}
