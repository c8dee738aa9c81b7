import { type SavedInterests, type Statements, saveStatements } from '../ownership/index.js';
import type { Engine } from '../store/index.js';

/** What an import changed of the interests in the store. */
export interface Saved extends SavedInterests {
  /** Said before by the same sources, and no more; only where they are replaced. */
  readonly removed: number;
}

/**
 * Puts statements into the store, all or none. With `replace`, what the same sources said before is
 * forgotten first.
 */
export async function saveImported(
  engine: Engine,
  statements: Statements,
  replace: boolean,
): Promise<Saved> {
  // The tables are made, or brought up to date, before the transaction: nothing else is done here.
  await saveStatements(engine, { holders: [], interests: [] });
  await engine.run('BEGIN');
  try {
    let removed = 0;
    const sources = new Set(statements.interests.map(({ source }) => source.name));
    if (replace)
      for (const name of sources) removed += (await engine.rows(FORGET_SOURCE, [name])).length;
    const saved = await saveStatements(engine, statements);
    await engine.run('COMMIT');
    return { ...saved, removed };
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

const FORGET_SOURCE = 'DELETE FROM interest WHERE source = ? RETURNING 1';
