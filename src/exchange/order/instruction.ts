/**
 * Freezes and unfreezes as instructions to the bank's own system, which alone touches accounts: a
 * row each, and a file of them.
 */
import type { Kysely } from 'kysely';
import { csvCell, isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import { ledgerRecords, type Records } from '../session/index.js';
import type { Effect } from '../session/protocol.js';
import { putRecord } from '../session/records.js';
import type { OrderBody } from './order-body.js';
import type { Match, OrderContext } from './order-data.js';

const AREA = 'freeze';

export interface Instruction {
  readonly at: string;
  readonly action: 'freeze' | 'unfreeze';
  readonly account: string;
  readonly holder: string;
  readonly holder_id: string;
  readonly currency: string;
  /** The subject of the order for whom it stands. */
  readonly reference: string;
  readonly folio: string;
  /** The order that is lifted. */
  readonly of_folio: string | null;
  readonly issuer: string;
  readonly articles: readonly string[];
  readonly session: string;
}

/** Writes an instruction for each account. That one is there already undoes the whole step. */
export function instruct(
  { session, now }: OrderContext,
  order: OrderBody & { readonly kind: 'freeze' | 'unfreeze' },
  matches: readonly Match[],
): readonly Effect[] {
  const at = isoTime(now);
  const { folio, issuer, articles, kind: action, of_folio = null } = order;
  return matches.map(({ account, holder, holder_id, currency, reference }) => {
    const about = { at, action, account, holder, holder_id, currency, reference };
    const body = { ...about, folio, of_folio, issuer, articles, session: session.id };
    return putRecord({ area: AREA, key: `${session.id}/${account}`, body, at }, 'fail');
  });
}

/** All instructions, oldest first. */
export async function listInstructions(db: Kysely<Tables>): Promise<readonly Instruction[]> {
  return instructionsOf(ledgerRecords(db));
}

export async function instructionsOf(records: Records): Promise<readonly Instruction[]> {
  const rows = await records.list(AREA, '');
  return rows.map(({ body }) => body as Instruction);
}

/** Accounts that an order froze and that no later order lifted. */
export function stillFrozen(all: readonly Instruction[], folio: string): readonly Instruction[] {
  const lifted = new Set(
    all
      .filter((each) => each.action === 'unfreeze')
      .map((each) => `${each.of_folio} ${each.account}`),
  );
  const frozen = all.filter((each) => each.action === 'freeze' && each.folio === folio);
  return frozen.filter(({ account }) => !lifted.has(`${folio} ${account}`));
}

const COLUMNS = [
  'at',
  'action',
  'account',
  'holder_id',
  'holder',
  'folio',
  'of_folio',
  'issuer',
  'articles',
] as const;

/** The file that the bank's own system takes. */
export function writeInstructionsCsv(instructions: readonly Instruction[]): string {
  const lines = instructions.map((each) => {
    const row = { ...each, articles: each.articles.join('; ') };
    return COLUMNS.map((column) => csvCell(row[column])).join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
