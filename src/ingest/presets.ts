/** Mappings that come with Puente: `presets/<name>.yaml`, each for the files of one generator. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, packageRoot } from '../base/index.js';
import { type PlacedMapping, readMappingFile } from './mapping-file.js';
import { nearestName } from './suggest.js';

/** Names of the presets, sorted. */
export function presetNames(): readonly string[] {
  const files = readdirSync(join(packageRoot(), 'presets'));
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : [])).sort();
}

/** A preset's mappings. An unknown name is a fault that names the nearest. */
export async function readPreset(name: string): Promise<readonly PlacedMapping[]> {
  const names = presetNames();
  if (!names.includes(name)) {
    const suggestion = nearestName(name, names) ?? names.join(', ');
    throw new Fault('ingest.preset_unknown', { name, suggestion });
  }
  return readMappingFile(join(packageRoot(), 'presets', `${name}.yaml`));
}
