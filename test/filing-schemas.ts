import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/index.js';
import { type Layout, readLayout } from '../src/filing/index.js';
import { layoutOfXsd, type XsdOptions } from './filing-xsd.js';
import { sharedData } from './shared.js';

/** The layouts that come with the program. */
export function shippedLayouts(): Layout[] {
  const folder = join(packageRoot(), 'filing');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file))
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return /^form:/m.test(text) && /^groups:/m.test(text) ? [readLayout(text, file)] : [];
  });
}

export interface OfficialSchema {
  readonly form: string;
  readonly path: string;
}

/** The official schemas that lie beside this checkout, by the form that they are of. */
export function officialSchemas(): OfficialSchema[] {
  const fincen = ['SAR', 'CTR', '8300', 'DOEP', 'FBAR'].map((name) => ({
    form: `fincen-${name.toLowerCase()}`,
    file: `fincen/xsd/EFL_${name}XBatchSchema.xsd`,
  }));
  const avisos = sharedData('lfpiorpi/xsd');
  const lfpiorpi = (avisos ? readdirSync(avisos) : []).map((file) => ({
    form: `lfpiorpi-${file.replace('.xsd', '')}`,
    file: `lfpiorpi/xsd/${file}`,
  }));
  const goaml = { form: 'goaml', file: 'goaml/5.0.2-strict-patched/goAMLSchema.xsd' };
  return [...fincen, ...lfpiorpi, goaml].flatMap(({ form, file }) => {
    const path = sharedData(file);
    return path ? [{ form, path }] : [];
  });
}

/** Folders of official schemas, and a report of one of them; null: they are not here. */
export function schemaFolders(): {
  readonly folders: readonly string[];
  readonly sample: string;
} | null {
  const folders = ['fincen/xsd', 'lfpiorpi/xsd', 'goaml/5.0.2-official'].map(sharedData);
  const sample = sharedData('fincen/samples-valid/sar_batch.xml');
  const known = folders.filter((each) => each !== null);
  return sample && known.length === folders.length ? { folders: known, sample } : null;
}

/** What an official schema says, as a layout. */
export function officialLayout({ form, path }: OfficialSchema): Layout {
  return layoutOfXsd(readFileSync(path, 'utf8'), { form, ...optionsOf(form) });
}

function optionsOf(form: string): Omit<XsdOptions, 'form'> {
  if (form.startsWith('fincen-')) return { unit: 'Activity', prefix: 'fc2', numbered: 'SeqNum' };
  return form.startsWith('lfpiorpi-') ? { unit: 'aviso' } : {};
}
