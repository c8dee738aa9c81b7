import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../base/index.js';
import type { Alert, Finding } from '../model/index.js';
import type { Engine, Folder } from '../store/index.js';
import { type Manifest, writeAlertFiles } from '../typology/index.js';
import { UNFINISHED } from './store.js';
import { readTextFile } from './text-file.js';

/** The parts of a manifest that a replay and a report rely on. */
const manifestShape = z.looseObject({
  run_id: z.string(),
  at: z.string(),
  puente_version: z.string(),
  engine: z.string(),
  reporting_currency: z.string(),
  catalogue: z.looseObject({
    hash: z.string(),
    typologies: z.array(z.looseObject({ id: z.string() })),
  }),
  parameters_hash: z.string(),
  inputs: z.looseObject({ hash: z.string(), payments: z.int() }),
  tallies: z.array(
    z.looseObject({
      typology: z.string(),
      undetermined: z.int(),
      idle_for: z.array(z.string()),
    }),
  ),
  results: z.looseObject({
    findings: z.int(),
    findings_hash: z.string(),
    alerts: z.int(),
    alerts_hash: z.string(),
  }),
});

/** Writes a run's folder: it is there whole, or not at all. Returns its path. */
export async function writeRun(
  folder: Folder,
  engine: Engine,
  run: {
    readonly manifest: Manifest;
    readonly alerts: readonly Alert[];
    readonly findings: readonly Finding[];
  },
): Promise<string> {
  const place = join(folder.paths.runs, run.manifest.run_id);
  const part = `${place}${UNFINISHED}`;
  try {
    mkdirSync(part, { recursive: true });
    await writeAlertFiles(part, run.alerts, run.findings, engine);
    writeFileSync(join(part, 'manifest.json'), `${JSON.stringify(run.manifest, null, 2)}\n`);
    renameSync(part, place);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
  return place;
}

/** Names the run that `report` takes without being told. */
export function markLatest(folder: Folder, run_id: string): void {
  const file = join(folder.paths.runs, 'latest');
  writeFileSync(`${file}${UNFINISHED}`, run_id);
  renameSync(`${file}${UNFINISHED}`, file);
}

/** The folder of a run that the user names, or of the latest one. */
export function findRun(folder: Folder, id: string | undefined): string {
  const latest = join(folder.paths.runs, 'latest');
  if (id === undefined && !existsSync(latest))
    throw new Fault('report.none', { data: folder.path });
  const wanted = id ?? readFileSync(latest, 'utf8').trim();
  const known = readdirSync(folder.paths.runs).filter((name) => /^[\w-]+$/.test(name));
  if (!known.includes(wanted) || wanted === 'latest') throw new Fault('report.run', { id: wanted });
  return join(folder.paths.runs, wanted);
}

export function readManifest(file: string): Manifest {
  const text = readTextFile(file);
  try {
    return manifestShape.parse(JSON.parse(text)) as unknown as Manifest;
  } catch {
    throw new Fault('detect.manifest', { file }, { file });
  }
}

export function readAlerts(run_folder: string): Alert[] {
  const lines = readFileSync(join(run_folder, 'alerts.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Alert);
}
