/** Lists of sanctioned digital currency addresses: a text file with one address a line. */
import type { Listing } from '../listing.js';
import { readCsv } from './csv.js';
import { Draft } from './draft.js';
import { type Desk, type Entry, entry, type Head, headRows, type ListFormat } from './format.js';
import { OFAC } from './ofac-listing.js';

export const CRYPTO_TEXT: ListFormat = {
  name: 'crypto-text',
  recognises(head) {
    const rows = headRows(head);
    return (
      rows.length > 0 && rows.every((row) => row.length === 1 && ADDRESS.test(row[0]?.trim() ?? ''))
    );
  },
  async open(files, desk) {
    const list = desk.list ?? 'us_ofac_wallets';
    return {
      list,
      title: {
        en: 'Digital currency addresses of OFAC lists',
        es: 'Direcciones de criptomonedas de las listas de la OFAC',
      },
      issuer: OFAC,
      published_on: null,
      kind: 'full',
      entries: readEntries(files, list, desk),
    };
  },
};

/** Hexadecimal (Ethereum and kin), base 58 (Bitcoin, Tron, Monero), bech32 (Bitcoin, Litecoin). */
const ADDRESS = new RegExp(
  [
    '^0x[0-9a-fA-F]{40}$',
    '^[1-9A-HJ-NP-Za-km-z]{25,110}$',
    '^[a-z]{2,12}1[02-9ac-hj-np-z]{20,90}$',
    '^[a-z]{2,12}:[0-9a-z]{30,60}$',
  ].join('|'),
);

async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  const seen = new Set<string>();
  for (const { file } of files) {
    const currency = tickerOf(file);
    for await (const { cells, line } of readCsv({ file, text: desk.text(file), delimiter: '\n' })) {
      const place = { file, line };
      const address = (cells[0] ?? '').trim();
      desk.tally.read();
      const key = `${currency ?? ''}:${address}`;
      if (!ADDRESS.test(address) || seen.has(key)) {
        desk.tally.reject(seen.has(key) ? 'id_repeated' : 'address_shape', place, address);
        continue;
      }
      seen.add(key);
      desk.tally.keep();
      yield entry(walletListing(list, address, currency));
    }
  }
}

function walletListing(list: string, address: string, currency: string | null): Listing {
  const draft = new Draft(list, currency === null ? address : `${currency}:${address}`);
  draft.kind = 'wallet';
  draft.wallet(currency, address);
  return draft.done();
}

/** Nothing in these files says which currency they are of: only their names do, where they do. */
function tickerOf(file: string): string | null {
  return /_([A-Z]{3,5})\.txt(?:\.gz)?$/.exec(file)?.[1] ?? null;
}
