import type { Kysely } from 'kysely';
import { Fault } from '../../base/index.js';
import type { Tables } from '../../store/index.js';

/**
 * What every way out of this machine asks before it writes: files, reports for others, answers over
 * the network. Lists that are confidential (Mexico's *lista de personas bloqueadas*) stay here.
 */
export interface ExportGuard {
  /** Throws the Fault `screening.confidential` where the list may not leave. */
  check(list: string): void;
  /** What may leave of many, and how many may not: that is said, their names are not. */
  keep<T extends { readonly list: string }>(
    items: readonly T[],
  ): { readonly kept: readonly T[]; readonly withheld: number };
}

/** A list is confidential if any version of it was ever imported as such. */
export async function createExportGuard(db: Kysely<Tables>): Promise<ExportGuard> {
  const rows = await db
    .selectFrom('list_version')
    .select('list')
    .distinct()
    .where('confidential', '=', true)
    .execute();
  const confidential = new Set(rows.map(({ list }) => list));
  return {
    check(list) {
      if (confidential.has(list)) throw new Fault('screening.confidential', { list });
    },
    keep(items) {
      const kept = items.filter(({ list }) => !confidential.has(list));
      return { kept, withheld: items.length - kept.length };
    },
  };
}
