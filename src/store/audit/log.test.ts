import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../../test/ledgers.js';
import { present } from '../../base/index.js';
import { canonicalJson } from '../canonical-json.js';
import type { Ledger } from '../ledger.js';
import { checkAudit } from './check.js';
import { newSigningKey, readCheckpoint, signerOf, verifierOf } from './checkpoint.js';
import {
  type AuditEntry,
  appendAudit,
  auditHead,
  issueCheckpoint,
  proveConsistency,
  proveInclusion,
  readAudit,
} from './log.js';
import { verifyConsistency, verifyInclusion } from './proof.js';
import { leafHash } from './tree.js';

const pair = newSigningKey();
const signer = signerOf('bank-a', pair.private_pem);
const verifier = verifierOf('bank-a', pair.public_pem);

describe.each(LEDGER_KINDS)('audit log on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    beforeAll(async () => {
      ledger = await open();
    });
    afterAll(() => ledger.close());

    test('an empty log has the root of nothing', async () => {
      const head = await auditHead(ledger.db);
      expect([head.size, head.root.toString('hex').slice(0, 8)]).toEqual([0, 'e3b0c442']);
    });

    test('an entry goes with its transaction', async () => {
      const failed = ledger.db.transaction().execute(async (trx) => {
        await appendAudit(trx, entries(0, 3));
        throw new Error('rolled back');
      });
      await expect(failed).rejects.toThrow('rolled back');
      expect((await auditHead(ledger.db)).size).toBe(0);
    });

    test('appends at the same time take their turns', async () => {
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => append(ledger, entries(i * 10, i + 1))),
      );
      expect((await auditHead(ledger.db)).size).toBe(55);
      const positions = (await readAudit(ledger.db, 0, 100)).map((leaf) => leaf.position);
      expect(positions).toEqual(Array.from({ length: 55 }, (_, i) => i));
    });

    test('every entry and every past is proven from what is kept', async () => {
      const { size, root } = await auditHead(ledger.db);
      const leaves = await readAudit(ledger.db, 0, size);
      for (let i = 0; i < size; i += 6) {
        const leaf = leafHash(present(leaves[i], 'leaf').entry);
        expect(verifyInclusion(await proveInclusion(ledger.db, i), leaf, root)).toBe(true);
        const past = await auditHead(ledger.db, i);
        const proof = await proveConsistency(ledger.db, i);
        expect(verifyConsistency(proof, past.root, root)).toBe(true);
      }
    });

    test('a checkpoint is what the log was', async () => {
      const note = await issueCheckpoint(ledger, signer, 'bank-a/audit', 1_770_552_000_000);
      await append(ledger, entries(1_000, 7));
      const { size, root, time } = readCheckpoint(note, verifier);
      expect([size, time]).toEqual([55, '2026-02-08T12:00:00.000Z']);
      const head = await auditHead(ledger.db);
      expect(verifyConsistency(await proveConsistency(ledger.db, size), root, head.root)).toBe(
        true,
      );
      expect(await checkAudit(ledger.db, verifier, [note])).toEqual({ ...head, faults: [] });
    });

    test('the ledger itself refuses to change or delete an entry', async () => {
      for (const statement of [
        `UPDATE audit_leaf SET entry = 'x' WHERE position = 3`,
        'DELETE FROM audit_node',
        'TRUNCATE audit_checkpoint',
      ]) {
        await expect(sql.raw(statement).execute(ledger.db)).rejects.toThrow('append-only');
      }
    });

    test.each([
      [
        `UPDATE audit_leaf SET entry = entry || ' ' WHERE position = 3`,
        ['audit.root', 'audit.nodes'],
      ],
      ['DELETE FROM audit_leaf WHERE position = 3', ['audit.missing']],
      ['DELETE FROM audit_leaf WHERE position > 40', ['audit.short']],
      [`UPDATE audit_node SET hash = repeat('00', 32) WHERE level = 5`, ['audit.nodes']],
      ["UPDATE audit_checkpoint SET note = 'bank-a/audit'", ['audit.checkpoint.signature']],
    ])('whoever gets round the trigger is found: %s', async (statement, codes) => {
      const found = ledger.db.transaction().execute(async (trx) => {
        for (const table of ['audit_leaf', 'audit_node', 'audit_checkpoint']) {
          await sql.raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`).execute(trx);
        }
        await sql.raw(statement).execute(trx);
        const { faults } = await checkAudit(trx, verifier);
        throw new Error(faults.map((fault) => fault.code).join(' '));
      });
      await expect(found).rejects.toThrow(codes.join(' '));
      expect((await checkAudit(ledger.db, verifier)).faults).toEqual([]);
    });

    test('at 100,000 entries an append and a proof read and hash only a path', async () => {
      const batch = 10_000;
      for (let i = 0; i < 10; i++) await append(ledger, entries(i * batch, batch));
      const started = performance.now();
      for (let i = 0; i < 20; i++) await append(ledger, entries(i, 1));
      const appendMs = (performance.now() - started) / 20;
      const { size, root } = await auditHead(ledger.db);
      const [leaf] = await readAudit(ledger.db, 77_777, 1);
      const proof = await proveInclusion(ledger.db, 77_777);
      expect(verifyInclusion(proof, leafHash(present(leaf, 'leaf').entry), root)).toBe(true);
      expect(proof.path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      // Hashing 100,000 leaves anew would take this long by itself; a path takes about 5 ms.
      expect(appendMs).toBeLessThan(100);
    });
  });
});

test('canonical JSON is that of RFC 8785, section 3.2.3', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
  };
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Carriage Return","1":"One","numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign",' +
      '"😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
  expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
  for (const bad of [1n, Number.NaN, undefined, [undefined]]) {
    expect(() => canonicalJson(bad)).toThrow('canonical JSON');
  }
});

function append(ledger: Ledger, batch: readonly AuditEntry[]): Promise<unknown> {
  return ledger.db.transaction().execute((trx) => appendAudit(trx, batch));
}

function entries(from: number, count: number): AuditEntry[] {
  const at = '2026-02-08T12:00:00.000Z';
  return Array.from({ length: count }, (_, i) => ({
    kind: 'alert.seen',
    at,
    actor: 'Ana "la auditora" \0 \\ 😀',
    body: { number: from + i },
  }));
}
