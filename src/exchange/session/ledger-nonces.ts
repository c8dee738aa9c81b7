import { type Clock, isoTime } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { NonceStore } from '../wire/index.js';

const SWEEP_EVERY = 500;

/** Nonces in the ledger: a restart forgets none, and of two requests at once one wins. */
export function ledgerNonces(ledger: Ledger, clock: Clock): NonceStore {
  let used = 0;
  return {
    async use(key_id, nonce, until_ms) {
      if (used++ % SWEEP_EVERY === 0) await sweep(ledger, clock);
      const row = { nonce: `${key_id} ${nonce}`, expires_at: isoTime(until_ms) };
      const added = await ledger.db
        .insertInto('exchange_nonce')
        .values(row)
        .onConflict((conflict) => conflict.column('nonce').doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },
  };
}

async function sweep(ledger: Ledger, clock: Clock): Promise<void> {
  await ledger.db
    .deleteFrom('exchange_nonce')
    .where('expires_at', '<', isoTime(clock.now()) as unknown as Date)
    .execute();
}
