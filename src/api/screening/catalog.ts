import { isoTime, type Language } from '../../base/index.js';
import type { ScreeningDesk } from '../../screening/index.js';
import { COLLECTIONS } from './scope.js';

/** The lists in force as the peers describe their datasets, and the names that stand for all. */
export function catalogOf(desk: ScreeningDesk, language: Language, collection: string) {
  const lists = desk.lists();
  const ids = lists.map(({ id }) => id);
  const outdated = lists.filter(({ freshness }) => freshness !== 'current').map(({ id }) => id);
  const newest = lists.map(({ version }) => version).join('-') || 'none';
  const datasets = lists.map((list) => ({
    name: list.id,
    title: list.title[language],
    version: list.version,
    index_version: list.version,
    index_current: list.freshness === 'current',
    load: true,
    children: [],
    entity_count: list.entries,
    version_number: list.number,
    published_on: list.published_on,
    updated_at: isoTime(list.imported_at),
    last_checked: list.checked_at === null ? null : isoTime(list.checked_at),
    freshness: list.freshness,
  }));
  const collections = COLLECTIONS.map((name) => ({
    name,
    title: collection,
    version: newest,
    index_version: newest,
    index_current: outdated.length === 0,
    load: false,
    children: ids,
  }));
  return {
    datasets: [...datasets, ...collections],
    current: ids.filter((id) => !outdated.includes(id)),
    outdated,
    index_stale: outdated.length > 0,
    // Confidential lists are in force and not answered from: that is said, not which.
    withheld: desk.withheld(),
  };
}
