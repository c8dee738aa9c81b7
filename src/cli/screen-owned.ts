import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadStatements } from '../ownership/index.js';
import { type Customer, type Profile, readParties } from '../screening/index.js';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import { readHolders } from './ownership-holders.js';
import { createHolderFinder, linkParties } from './ownership-links.js';
import { type OwnedCustomer, type OwnershipHit, ownershipHitsOf } from './ownership-screening.js';
import { screenCustomers } from './screen-customers.js';
import type { OpenPool } from './screen-pool.js';
import type { ScreeningStore } from './screening-store.js';
import { withEngine } from './store.js';

/** Customers of a file, followed through the ownership statements that the store holds. */
export interface FileOwnership {
  /** The same customers; those that are holders of statements are remembered. */
  watch(customers: AsyncIterable<Customer>): AsyncIterable<Customer>;
  /** Whom of them their owners block, after the last customer. */
  finish(open: OpenPool, flags: { readonly threshold?: number }): Promise<readonly OwnershipHit[]>;
}

/** Who a customer is among the holders goes by the same id or the same tax number. */
export async function fileOwnership(
  context: CommandContext,
  store: ScreeningStore,
): Promise<FileOwnership> {
  const { folder } = store;
  const statements = existsSync(folder.paths.engine)
    ? await withEngine(context, folder, loadStatements)
    : { holders: [], interests: [] };
  const { find } = createHolderFinder(statements);
  const owned: OwnedCustomer[] = [];
  return {
    async *watch(customers) {
      for await (const customer of customers) {
        const id = customer.key.slice(customer.key.indexOf(':') + 1);
        const holders = find(id, taxNumbersOf(customer.profile));
        const name = customer.profile.names[0]?.full ?? null;
        if (holders.length > 0) owned.push({ customer: customer.key, id, name, holders });
        yield customer;
      }
    },
    async finish(open, flags) {
      if (owned.length === 0 || statements.interests.length === 0) return [];
      return withEngine(context, folder, async (engine) => {
        await screenHolders(context, store, open, engine, flags);
        return ownershipHitsOf(context, store, engine, owned);
      });
    },
  };
}

const TAX_KINDS: ReadonlySet<string> = new Set(['rfc', 'curp', 'ssn', 'ein', 'itin', 'tax_id']);

function taxNumbersOf({ identifiers }: Profile): readonly string[] {
  return identifiers.filter(({ kind }) => TAX_KINDS.has(kind)).map(({ value }) => value);
}

/** Who owns customers may have been compared with no list yet: then nothing would follow. */
async function screenHolders(
  context: CommandContext,
  store: ScreeningStore,
  open: OpenPool,
  engine: Engine,
  flags: { readonly threshold?: number },
): Promise<void> {
  const { parties } = await linkParties(engine, await loadStatements(engine));
  async function* customers(): AsyncGenerator<Customer> {
    for await (const party of readParties(engine)) {
      if (parties.has(party.profile.id)) yield party;
    }
    yield* readHolders(engine);
  }
  const output = join(store.folder.paths.temp, `holders-${randomUUID()}`);
  const input_id = context.ids.next();
  const input = { customers: customers(), input_id, output, is_confidential: true, flags };
  await screenCustomers(context, store, open, input);
  rmSync(output, { force: true });
}
