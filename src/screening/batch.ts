/** Whole customer files, screened in blocks: each is kept before the next, so a kill loses one. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Match, MatchOptions } from './match.js';
import type { ScreenPool } from './pool/pool.js';
import type { Profile } from './profile.js';

export interface BatchParts<C extends { readonly profile: Profile }> {
  readonly pool: Pick<ScreenPool, 'match' | 'load'>;
  readonly customers: AsyncIterable<C>;
  /**
   * Takes what was found of a block, before it counts as screened: after a kill it may be told of a
   * block again. Gives a line of the output for each customer, null where there is nothing to say.
   */
  onBlock(
    block: readonly { readonly customer: C; readonly matches: readonly Match[] }[],
  ): Promise<readonly (string | null)[]>;
  /** Told after each block how many customers are screened. */
  onScreened(count: number): void;
}

export interface BatchOptions {
  readonly match: MatchOptions;
  /** Results, one line a customer with matches. */
  readonly output: string;
  /** Tells this input from others (its hash): a block of another input is not gone on from. */
  readonly input_id: string;
}

export interface BatchResult {
  /** Customers screened, those of an interrupted run before included. */
  readonly screened: number;
  readonly lines: number;
  /** Customers that an interrupted run had screened already. */
  readonly resumed_from: number;
  readonly version: string;
}

/** Customers between two states on disk: a second or two of work. */
const BLOCK = 2_048;

interface State {
  readonly key: string;
  readonly screened: number;
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Screens customers in order and writes a line for each that has matches. Interrupted, it goes on
 * where it was when it is asked the same: same input, same lists, same options; otherwise it begins
 * again. The output grows under `<output>.part` and gets its name when it is whole.
 */
export async function screenBatch<C extends { readonly profile: Profile }>(
  parts: BatchParts<C>,
  options: BatchOptions,
): Promise<BatchResult> {
  const version = parts.pool.load?.version ?? '';
  const key = JSON.stringify([options.input_id, version, options.match]);
  const [part, state_file] = [`${options.output}.part`, `${options.output}.state`];
  const before = readState(state_file, part, key);
  const file = await open(part, before ? 'r+' : 'w');
  try {
    await file.truncate(before?.bytes ?? 0);
    let state: State = before ?? { key, screened: 0, lines: 0, bytes: 0 };
    let [skip, block]: [number, C[]] = [state.screened, []];
    for await (const customer of parts.customers) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      block.push(customer);
      if (block.length < BLOCK) continue;
      state = await screenBlock(parts, options, file, block, state);
      writeState(state_file, state);
      block = [];
    }
    state = await screenBlock(parts, options, file, block, state);
    await file.close();
    renameSync(part, options.output);
    rmSync(state_file, { force: true });
    const { screened, lines } = state;
    return { screened, lines, resumed_from: before?.screened ?? 0, version };
  } finally {
    await file.close().catch(() => {});
  }
}

async function screenBlock<C extends { readonly profile: Profile }>(
  parts: BatchParts<C>,
  options: BatchOptions,
  file: FileHandle,
  block: readonly C[],
  state: State,
): Promise<State> {
  const profiles = block.map(({ profile }) => profile);
  const { matches } = await parts.pool.match(profiles, options.match);
  const found = block.map((customer, i) => ({ customer, matches: matches[i] ?? [] }));
  const said = await parts.onBlock(found);
  const lines = said.flatMap((line) => (line === null ? [] : [`${line}\n`]));
  const bytes = Buffer.from(lines.join(''));
  await file.write(bytes, 0, bytes.length, state.bytes);
  await file.datasync();
  const screened = state.screened + block.length;
  parts.onScreened(screened);
  return {
    key: state.key,
    screened,
    lines: state.lines + lines.length,
    bytes: state.bytes + bytes.length,
  };
}

function readState(state_file: string, part: string, key: string): State | null {
  if (!existsSync(state_file) || !existsSync(part)) return null;
  const state = JSON.parse(readFileSync(state_file, 'utf8')) as State;
  return state.key === key ? state : null;
}

/** Whole or not at all: the name is given when the bytes are there. */
function writeState(state_file: string, state: State): void {
  const next = `${state_file}.next`;
  writeFileSync(next, JSON.stringify(state), { flush: true });
  renameSync(next, state_file);
}
