import {
  formatShare,
  type Interest,
  loadStatements,
  type Statements,
  saveStatements,
} from '../ownership/index.js';
import type { Engine } from '../store/index.js';

/** What an import changed of the interests in the store. */
export interface Saved {
  readonly added: number;
  /** Said before by the same source under the same id, and otherwise. */
  readonly changed: number;
  /** Said before by the same sources, and no more; only where they are replaced. */
  readonly removed: number;
}

/**
 * Puts statements into the store, all or none. What a source says otherwise than before, under the
 * same id, takes the place of what it said: a correction must not be lost. With `replace`, what the
 * same sources said before is forgotten first.
 */
export async function saveImported(
  engine: Engine,
  statements: Statements,
  replace: boolean,
): Promise<Saved> {
  // The tables are made, or brought up to date, before the transaction: nothing else is done here.
  await saveStatements(engine, { holders: [], interests: [] });
  const before = await countInterests(engine);
  await engine.run('BEGIN');
  try {
    const sources = new Set(statements.interests.map(({ source }) => source.name));
    if (replace) for (const name of sources) await engine.run(FORGET_SOURCE, [name]);
    const corrected = replace ? [] : await correctedIn(engine, statements);
    const kept = await countInterests(engine);
    for (const { id, source, known_from } of corrected)
      await engine.run(FORGET_ONE, [id, source.name, known_from]);
    await saveStatements(engine, statements);
    const after = await countInterests(engine);
    await engine.run('COMMIT');
    return { added: after - kept, changed: corrected.length, removed: before - kept };
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

const FORGET_SOURCE = 'DELETE FROM interest WHERE source = ?';
const FORGET_ONE = `DELETE FROM interest WHERE id = ? AND source = ?
  AND known_from::DATE IS NOT DISTINCT FROM CAST(? AS DATE)`;

async function countInterests(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM interest');
  return Number(row?.n ?? 0);
}

/** Statements of the store that the new ones say otherwise. */
async function correctedIn(engine: Engine, { interests }: Statements): Promise<Interest[]> {
  const said = new Map(interests.map((interest) => [keyOf(interest), contentOf(interest)]));
  const known = (await loadStatements(engine)).interests;
  return known.filter((interest) => {
    const now = said.get(keyOf(interest));
    return now !== undefined && now !== contentOf(interest);
  });
}

function keyOf({ id, source, known_from }: Interest): string {
  return JSON.stringify([id, source.name, firstDay(known_from)]);
}

/** What is said, without where it stands. */
function contentOf({ subject, owner, kind, share, directness, from, until }: Interest): string {
  const text = share && formatShare(share);
  return JSON.stringify([subject, owner, kind, text, directness, firstDay(from), firstDay(until)]);
}

/** Days as the store keeps them: `2020` and `2020-05` begin with their first day. */
function firstDay(day: string | null): string | null {
  return day === null ? null : `${day}-01-01`.slice(0, 10);
}
