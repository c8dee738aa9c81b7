/** Editions and items for tests, of publishers that do not exist. */
import { isoTime } from '../../base/index.js';
import { type Edition, editionHash, type FeedItem, type OpenedEdition } from './edition.js';

export const PUBLISHER = 'authority-b.mx';
export const NOW = Date.parse('2026-11-02T12:00:00Z');
const DAY_MS = 86_400_000;

/** The edition after others; full where it is the first. */
export function editionOf(before: readonly Edition[], changes: Partial<Edition> = {}): Edition {
  const last = before.at(-1);
  const seq = (last?.seq ?? 0) + 1;
  const at = (days: number) => isoTime(NOW + days * DAY_MS);
  return {
    format: 'puente.feed.v1',
    publisher: PUBLISHER,
    feed: 'trial',
    title: { en: 'Trial', es: 'Prueba' },
    seq,
    prev: last === undefined ? null : editionHash(last),
    issued_at: isoTime(NOW - DAY_MS + seq * 1_000),
    valid_until: at(30),
    tlp: 'AMBER',
    pap: 'GREEN',
    kind: 'delta',
    items: [],
    ...(seq === 3 ? { kind: 'full' } : {}),
    ...changes,
  };
}

/** An edition as if it had been verified. */
export function openedOf(edition: Edition): OpenedEdition {
  return { edition, hash: editionHash(edition), envelope: new Uint8Array() };
}

export function accountItem(
  id: string,
  value = '646180157042875763',
  changes: { readonly kind?: 'word' | 'name' | 'wallet' | 'party' | 'institution' } = {},
): FeedItem {
  return {
    type: 'indicator',
    id,
    area: 'fentanyl_proceeds',
    published_in: 'Communiqué 17 (fictional)',
    indicator: {
      list: 'feed_accounts',
      kind: 'account',
      value,
      valid_from: '2026-11-01',
      valid_to: null,
      source: null,
      severity: null,
      is_exact: null,
      note_country: null,
      ...changes,
    },
  };
}
