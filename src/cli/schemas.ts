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
import { keepXsd, recogniseXsd, SCHEMA_SETS } from '../filing/index.js';
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
  /** Throws a Fault, and keeps what was there, where the files are not what they should be. */
  take(parts: readonly Found[], into: Taking): Promise<readonly TakenFile[]>;
}

interface Taking {
  readonly folder: Folder;
  /** First day on which they apply; null: not told. */
  readonly from: string | null;
  readonly at: string;
  readonly faults: Fault[];
}

interface TakenFile {
  readonly file: string;
  readonly sha256: string;
  /** Of schemas of filings: which form, and from which day on. */
  readonly form?: string;
  readonly from?: string | null;
}

const SETS: readonly SchemaSet[] = [
  { id: 'bods-0.4', isPart: isBods, take: takeBods },
  ...SCHEMA_SETS.map((id) => ({
    id,
    isPart: (text: string) => recogniseXsd(text)?.set === id,
    take: takeXsds,
  })),
];

export interface SchemasFlags {
  readonly from?: string;
}

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
  flags: SchemasFlags = {},
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
      const moment = isoTime(context.clock.now());
      const into = { folder, from: flags.from ?? null, at: moment, faults };
      for (const set of sets) {
        const parts = found.filter((each) => each.set === set);
        let kept: readonly TakenFile[] = [];
        try {
          kept = await set.take(parts, into);
        } catch (error) {
          faults.push(...faultsOf(error));
        }
        if (kept.length === 0) continue;
        const body = { set: set.id, files: kept };
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
async function takeBods(parts: readonly Found[], { folder }: Taking): Promise<TakenFile[]> {
  const draft = join(folder.paths.temp, 'schemas-bods-0.4');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const { file } of parts) await copyFile(file, join(draft, basename(file)));
  await readBodsSchema(draft);
  const place = schemasFolder(folder, 'bods-0.4');
  mkdirSync(dirname(place), { recursive: true });
  if (existsSync(place)) rmSync(place, { recursive: true });
  renameSync(draft, place);
  return parts.map(({ file, hash }) => ({ file: basename(file), sha256: hash }));
}

/** Each schema of filings stands alone: one that is refused keeps no other from being taken. */
async function takeXsds(
  parts: readonly Found[],
  { folder, from, at: imported_at, faults }: Taking,
): Promise<TakenFile[]> {
  const taken: TakenFile[] = [];
  for (const part of parts) {
    try {
      const place = schemasFolder(folder, 'filing');
      const { file, sha256: hash, form } = await keepXsd(place, part.file, { from, imported_at });
      taken.push({ file, sha256: hash, form, from });
    } catch (error) {
      faults.push(...faultsOf(error));
    }
  }
  return taken;
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
