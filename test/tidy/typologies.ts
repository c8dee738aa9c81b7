import { parse } from 'yaml';
import type { Complaint } from './complaint.js';

/** A YAML file of `typologies/<crime area>/`. */
export interface TypologyFile {
  readonly path: string;
  readonly text: string;
}

/** Each typology is named after its id and has its cases; cases belong to a typology. */
export function checkTypologies(files: readonly TypologyFile[]): Complaint[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap((file) => {
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
  const id = idOf(file.text);
  if (id === name) return [];
  return [complain(file, 'typology/id', `is named ${name} and calls itself ${id ?? 'nothing'}`)];
}

function idOf(text: string): string | null {
  try {
    const document: unknown = parse(text);
    if (typeof document !== 'object' || document === null || !('id' in document)) return null;
    return String(document.id);
  } catch {
    return null;
  }
}

function complain(file: TypologyFile, rule: string, sentence: string): Complaint {
  return { file: file.path, line: 1, rule, sentence };
}
