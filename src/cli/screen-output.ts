import { mkdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Fault, type Language } from '../base/index.js';
import type { ListVersion } from '../screening/index.js';
import type { CommandContext } from './context.js';
import { at, shown } from './say.js';
import type { ScreeningStore } from './screening-store.js';
import { prepareFile } from './text-file.js';

/** What every line of a file says first that hits of a confidential list may stand in. */
export function localOnly({ voices }: CommandContext) {
  const said = (language: Language) => voices[language].say('cli.screen.local_only');
  return { confidential: { en: said('en'), es: said('es') } };
}

export interface OutputFlags {
  readonly output?: string;
  /** The file may lie outside the data folder although a list is confidential. */
  readonly confidentialOutside?: boolean;
}

/**
 * Where hits are written. With a confidential list among those that are screened it is the data
 * folder, and another place only where the user insists. Fault `cli.screen.confidential`.
 */
export function hitsFile(
  context: CommandContext,
  { folder }: ScreeningStore,
  versions: readonly ListVersion[],
  { output, confidentialOutside = false }: OutputFlags,
  usual: string,
): { readonly output: string; readonly is_confidential: boolean } {
  const is_confidential = versions.some(({ confidential }) => confidential);
  if (!is_confidential) return { output: at(context, output ?? usual), is_confidential };
  const hits = join(folder.path, 'hits');
  const file = output === undefined ? join(hits, basename(usual)) : at(context, output);
  const way = relative(folder.path, file);
  if ((way.startsWith('..') || way === file) && !confidentialOutside)
    throw new Fault('cli.screen.confidential', { file: shown(context, file), folder: hits });
  mkdirSync(hits, { recursive: true, mode: 0o700 });
  prepareFile(file);
  return { output: file, is_confidential };
}
