import type { Context } from 'hono';
import type { ListInForce, ScreeningDesk } from './desk.js';

/** Query parameters: one that stands once is a text, one that stands often a list. */
export function asked(context: Context): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? '') : values,
    ]),
  );
}

/** An error as the peers' clients read it: a body with `detail`. */
export function detail(context: Context, status: 400 | 403 | 404 | 422, what: unknown): Response {
  return context.json({ detail: what }, status);
}

/** Datasets that stand for every list in force. */
const ALL = ['default', 'all', 'sanctions'];

export interface Scope {
  readonly lists: readonly string[];
  /** Version hash of each list that was asked. */
  readonly versions: Readonly<Record<string, string>>;
  readonly inForce: ReadonlyMap<string, ListInForce>;
}

/**
 * The lists that a dataset's name stands for; null where there is none. A confidential list is
 * never among them: what a client learns, leaves.
 */
export async function scopeOf(
  dataset: string,
  desk: ScreeningDesk,
  filters: {
    readonly include_dataset: readonly string[];
    readonly exclude_dataset: readonly string[];
  },
): Promise<Scope | null> {
  const open = (await desk.lists()).filter(({ confidential }) => !confidential);
  const named = ALL.includes(dataset) ? open : open.filter(({ id }) => id === dataset);
  if (named.length === 0 && !ALL.includes(dataset)) return null;
  const chosen = named.filter(
    ({ id }) =>
      !filters.exclude_dataset.includes(id) &&
      (filters.include_dataset.length === 0 || filters.include_dataset.includes(id)),
  );
  return {
    lists: chosen.map(({ id }) => id),
    versions: Object.fromEntries(chosen.map(({ id, version }) => [id, version])),
    inForce: new Map(chosen.map((list) => [list.id, list])),
  };
}
