/** What a feed says after several editions, and what of them waits for a decision. */
import type { Edition, OfferedItem } from './edition.js';

export interface Waiting {
  readonly items: ReadonlyMap<string, { readonly item: OfferedItem; readonly edition: Edition }>;
  /** Items that the publisher took back: they stop at once, nobody decides on it here. */
  readonly withdrawn: ReadonlySet<string>;
  /** Whether all that is not in `items` is withdrawn, because an edition was full. */
  readonly replaces: boolean;
}

/** Folds editions, oldest first. `offers` says whether an edition's item may be offered. */
export function foldEditions(
  editions: readonly Edition[],
  offers: (edition: Edition, item: OfferedItem) => boolean = () => true,
): Waiting {
  const items = new Map<string, { readonly item: OfferedItem; readonly edition: Edition }>();
  const withdrawn = new Set<string>();
  let replaces = false;
  for (const edition of editions) {
    if (edition.kind === 'full') {
      items.clear();
      withdrawn.clear();
      replaces = true;
    }
    for (const item of edition.items) {
      if (item.type === 'revocation') {
        items.delete(item.id);
        withdrawn.add(item.id);
      } else if (offers(edition, item)) {
        items.set(item.id, { item, edition });
        withdrawn.delete(item.id);
      } else items.delete(item.id);
    }
  }
  return { items, withdrawn, replaces };
}
