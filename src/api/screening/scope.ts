import { isoTime } from '../../base/index.js';
import type { ListInForce, ScreeningDesk } from '../../screening/index.js';

/** Datasets that stand for every list in force. */
export const COLLECTIONS: readonly string[] = ['default', 'all', 'sanctions'];

/** The lists that a question is about, and what every answer says of them. */
export interface Scope {
  /** Ids to ask for; null: whatever is loaded, which is quicker. */
  readonly lists: readonly string[] | null;
  readonly inForce: ReadonlyMap<string, ListInForce>;
  readonly said: SaidOfLists;
}

/** Version hash of each list that was asked, and which of them may be out of date. */
export interface SaidOfLists {
  readonly lists: Readonly<Record<string, string>>;
  readonly outdated: readonly string[];
}

export interface ScopeFilters {
  readonly include_dataset: readonly string[];
  readonly exclude_dataset: readonly string[];
  readonly changed_since?: string | undefined;
}

/**
 * The lists that a dataset’s name stands for, less those that are filtered out; null where no list
 * in force has that name. Ask the desk in the same turn.
 */
export function scopeOf(dataset: string, desk: ScreeningDesk, filters: ScopeFilters): Scope | null {
  const all = desk.lists();
  const named = COLLECTIONS.includes(dataset) ? all : all.filter(({ id }) => id === dataset);
  if (named.length === 0) return null;
  const { include_dataset, exclude_dataset, changed_since } = filters;
  const chosen = named.filter(
    ({ id, imported_at }) =>
      !exclude_dataset.includes(id) &&
      (include_dataset.length === 0 || include_dataset.includes(id)) &&
      // An entry may have changed whenever its list did: none is missed.
      (changed_since === undefined || isoTime(imported_at) >= changed_since),
  );
  return {
    lists: chosen.length === all.length ? null : chosen.map(({ id }) => id),
    inForce: new Map(all.map((list) => [list.id, list])),
    said: saidOf(chosen),
  };
}

export function saidOf(lists: readonly ListInForce[]): SaidOfLists {
  return {
    lists: Object.fromEntries(lists.map(({ id, version }) => [id, version])),
    outdated: lists.filter(({ freshness }) => freshness !== 'current').map(({ id }) => id),
  };
}
