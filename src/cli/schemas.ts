import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault, faultsOf, isoTime, sha256 } from '../base/index.js';
import { readBodsSchema } from '../ownership/index.js';
import { appendAudit, type Folder } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, faultJson, faultLine, shown } from './say.js';
import { schemasFolder } from './schemas-store.js';
import { actorOf } from './screening-store.js';
import { withFolder, withLedger } from './store.js';

/** A set of schemas that belong together, as their publisher calls them. */
interface SchemaSet {
  readonly id: string;
  isPart(text: string): boolean;
  /** Throws a Fault where the files of a folder are not the whole set, or no schemas. */
  check(folder: string): Promise<unknown>;
}

const SETS: readonly SchemaSet[] = [
  {
    id: 'bods-0.4',
    isPart: isBods,
    check: readBodsSchema,
  },
];

interface Found {
  readonly file: string;
  readonly set: SchemaSet;
  readonly hash: string;
}

/**
 * `puente schemas import PATH…`: takes official schemas, which are not ours to give, into the data
 * folder. From then on what is imported is validated by them.
 */
export async function importCommand(
  context: CommandContext,
  paths: readonly string[],
): Promise<number> {
  const files = paths.flatMap((path) => filesIn(at(context, path)));
  const found = files.flatMap((file) => recognised(file));
  if (found.length === 0) {
    const known = SETS.map(({ id }) => id).join(', ');
    throw new Fault('cli.schemas.none', { path: paths.join(', '), known });
  }
  const sets = [...new Set(found.map(({ set }) => set))];
  return withFolder(context, 'schemas import', (folder) =>
    withLedger(context, folder, async (ledger) => {
      const faults: Fault[] = [];
      const taken = [];
      for (const set of sets) {
        const parts = found.filter((each) => each.set === set);
        try {
          await take(folder, set, parts);
        } catch (error) {
          faults.push(...faultsOf(error));
          continue;
        }
        const hashes = parts.map(({ file, hash }) => ({ file: basename(file), sha256: hash }));
        const body = { set: set.id, files: hashes };
        const moment = isoTime(context.clock.now());
        const entry = { kind: 'schemas.imported', at: moment, actor: actorOf(context), body };
        await ledger.db
          .transaction()
          .execute(async (trx) => void (await appendAudit(trx, [entry])));
        taken.push(body);
      }
      const ignored = files.filter((file) => !found.some((each) => each.file === file));
      return show(context, { taken, ignored, faults });
    }),
  );
}

/** A folder of schemas may hold code lists and pages beside them, one level down at most. */
function filesIn(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Fault('cli.no_file', { file: path }, { file: path });
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(path, name))
    .sort();
}

const BYTES_MAX = 8 * 1024 * 1024;

function recognised(file: string): Found[] {
  if (statSync(file).size > BYTES_MAX) return [];
  const text = readFileSync(file, 'utf8');
  const set = SETS.find((each) => each.isPart(text));
  return set ? [{ file, set, hash: sha256(text) }] : [];
}

/** The records of the Beneficial Ownership Data Standard name themselves by these URNs. */
function isBods(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  return /"\$id"\s*:\s*"urn:(statement|components|codelists|entity|person|relationship)"/.test(
    text,
  );
}

/** The whole set is checked before it takes the place of the one before. */
async function take(folder: Folder, set: SchemaSet, parts: readonly Found[]): Promise<void> {
  const draft = join(folder.paths.temp, `schemas-${set.id}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const { file } of parts) await copyFile(file, join(draft, basename(file)));
  await set.check(draft);
  const place = schemasFolder(folder, set.id);
  mkdirSync(dirname(place), { recursive: true });
  if (existsSync(place)) rmSync(place, { recursive: true });
  renameSync(draft, place);
}

function show(
  context: CommandContext,
  result: {
    readonly taken: readonly { readonly set: string; readonly files: readonly unknown[] }[];
    readonly ignored: readonly string[];
    readonly faults: readonly Fault[];
  },
): number {
  const { voice } = context;
  const { taken, ignored, faults } = result;
  const json = { ...result, faults: faults.map((fault) => faultJson(fault, voice)) };
  answer(context, json, [
    ...taken.map(({ set, files }) => voice.say('cli.schemas.taken', { set, files: files.length })),
    ...ignored.map((file) => voice.say('cli.schemas.ignored', { file: shown(context, file) })),
  ]);
  if (!context.json) for (const fault of faults) context.err(faultLine(fault, context));
  if (taken.length === 0) return EXIT.fault;
  return faults.length > 0 ? EXIT.refused : EXIT.done;
}
