import { existsSync } from 'node:fs';
import { Fault, isoTime, nearestWord, plainText } from '../base/index.js';
import { loadStatements, type Moment, type Statements } from '../ownership/index.js';
import type { Engine, Folder } from '../store/index.js';
import type { CommandContext } from './context.js';
import { withEngine, withFolder } from './store.js';

/** What the commands about ownership work with. */
export interface OwnershipStore {
  readonly folder: Folder;
  readonly engine: Engine;
  readonly statements: Statements;
}

/** The day that is asked about, and up to which day's knowledge. Both default to today. */
export interface MomentFlags {
  readonly on?: string;
  readonly known?: string;
}

/**
 * Opens the folder and what is stated in it, for the time of `work`. A folder without a statement
 * is the Fault `cli.ownership.nothing`, and is not made.
 */
export async function withOwnership<T>(
  context: CommandContext,
  command: string,
  work: (store: OwnershipStore) => Promise<T>,
): Promise<T> {
  const nothing = new Fault('cli.ownership.nothing', { data: context.data });
  if (!context.lent && !existsSync(context.data)) throw nothing;
  return withFolder(context, command, async (folder) => {
    if (!existsSync(folder.paths.engine)) throw nothing;
    return withEngine(context, folder, async (engine) => {
      const statements = await loadStatements(engine);
      if (statements.interests.length === 0) throw nothing;
      return work({ folder, engine, statements });
    });
  });
}

/** Today, UTC, as ISO 8601. */
export function todayOf({ clock }: Pick<CommandContext, 'clock'>): string {
  return isoTime(clock.now()).slice(0, 10);
}

/** A past day is judged with all that is known today, unless `known` says otherwise. */
export function momentOf(context: Pick<CommandContext, 'clock'>, flags: MomentFlags): Moment {
  const today = todayOf(context);
  const on = flags.on ?? today;
  return { on, known_on: flags.known ?? (on > today ? on : today) };
}

/**
 * The holder whom a user means: by its id, or by its whole name where only one has it. Faults:
 * `cli.ownership.unknown`, with what is nearest, and `cli.ownership.several`.
 */
export function holderMeant({ holders, interests }: Statements, asked: string): string {
  const isId =
    holders.some(({ id }) => id === asked) ||
    interests.some(({ subject, owner }) => subject === asked || owner === asked);
  if (isId) return asked;
  const wanted = plainText(asked);
  const named = holders.filter(({ name, other_names }) =>
    [name, ...other_names].some((each) => each !== null && plainText(each) === wanted),
  );
  const [only] = named;
  if (only && named.length === 1) return only.id;
  if (only) {
    const ids = named.slice(0, SHOWN_MAX).map(({ id }) => id);
    throw new Fault('cli.ownership.several', { asked, ids: ids.join(', ') });
  }
  const near = holders.filter(
    ({ name }) => wanted !== '' && plainText(name ?? '').includes(wanted),
  );
  const ids = near.slice(0, SHOWN_MAX).map(({ id, name }) => `${id} (${name})`);
  const suggestion = ids.length > 0 ? ids.join(', ') : nearestHolder(holders, asked);
  throw new Fault('cli.ownership.unknown', { asked, suggestion });
}

const SHOWN_MAX = 3;
/** Edits are not counted against more words than a person would wait for. */
const WORDS_MAX = 100_000;

function nearestHolder(holders: Statements['holders'], asked: string): string {
  const words = holders
    .flatMap(({ id, name }) => [id, ...(name === null ? [] : [name])])
    .filter((word) => Math.abs(word.length - asked.length) <= asked.length / 3);
  return nearestWord(asked, words.slice(0, WORDS_MAX));
}
