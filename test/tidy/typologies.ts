import { parse } from 'yaml';
import type { Complaint } from './complaint.js';

/** A YAML file of `typologies/<crime area>/`. */
export interface TypologyFile {
  readonly path: string;
  readonly text: string;
}

/** Folders of `typologies/` that hold what typologies refer to, not typologies. */
const SHELVES: ReadonlySet<string> = new Set(['sources', 'lists']);

/** Each typology is named after its id, lies in its area, and has its cases; no orphaned cases. */
export function checkTypologies(files: readonly TypologyFile[]): Complaint[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap((file) => {
    if (SHELVES.has(folderOf(file))) return [];
    const isCases = file.path.endsWith('.cases.yaml');
    const partner = isCases
      ? file.path.replace(/\.cases\.yaml$/, '.yaml')
      : file.path.replace(/\.yaml$/, '.cases.yaml');
    const lonely = isCases ? 'tests no typology: there is no' : 'has no cases: write';
    const found = paths.has(partner)
      ? []
      : [complain(file, 'typology/cases', `${lonely} ${partner}`)];
    return isCases ? found : [...found, ...checkId(file)];
  });
}

function checkId(file: TypologyFile): Complaint[] {
  const name = file.path.replace(/^.*\/|\.yaml$/g, '');
  const { id, area } = headOf(file.text);
  const complaints: Complaint[] = [];
  if (id !== name)
    complaints.push(complain(file, 'typology/id', `is named ${name} and calls itself ${id}`));
  if (area !== folderOf(file))
    complaints.push(complain(file, 'typology/area', `calls its area ${area}, and lies elsewhere`));
  return complaints;
}

/** What a typology says of itself; a text that is no YAML says nothing (the engine says why). */
function headOf(text: string): { readonly id?: unknown; readonly area?: unknown } {
  try {
    const document: unknown = parse(text);
    return typeof document === 'object' && document !== null ? document : {};
  } catch {
    return {};
  }
}

function folderOf(file: TypologyFile): string {
  return file.path.split('/').at(-2) ?? '';
}

function complain(file: TypologyFile, rule: string, sentence: string): Complaint {
  return { file: file.path, line: 1, rule, sentence };
}
