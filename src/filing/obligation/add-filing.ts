import { isoTime, sha256 } from '../../base/index.js';
import { canonicalJson, jsonText } from '../../store/index.js';
import type { Filing } from '../filing.js';
import { auditFilings, type FilingDesk } from './record.js';

/** A report that a person drafts, of a suspicion: no payment obliges to it. */
export interface NewFiling {
  readonly institution: string;
  readonly filing: Filing;
  /** UTC milliseconds. */
  readonly due_at: number | null;
}

/** Keeps a report of a suspicion and gives it an id. */
export async function addFiling(desk: FilingDesk, wanted: NewFiling): Promise<string> {
  const now = desk.clock.now();
  const id = desk.ids.next();
  const { filing, institution, due_at } = wanted;
  const hash = sha256(canonicalJson(filing));
  const text = jsonText(filing);
  await desk.ledger.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('filing')
      .values({
        id,
        form: filing.form,
        obligation: null,
        institution,
        period: filing.period ?? null,
        status: 'drafted',
        revision: 1,
        body: text,
        drafted: text,
        drafted_sha256: hash,
        reported_sha256: hash,
        gaps: '[]',
        due_at: due_at === null ? null : isoTime(due_at),
        corrects: null,
        file_sha256: null,
        ack: null,
        created_at: isoTime(now),
        changed_at: isoTime(now),
      })
      .execute();
    await auditFilings(trx, desk, now, [{ kind: 'filing.drafted', body: { id, sha256: hash } }]);
  });
  return id;
}
