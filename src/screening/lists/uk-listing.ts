/** What the British lists have in common: six name parts, the last of which is the surname. */
import type { Bilingual } from '../../base/index.js';
import type { Name, ProfileKind } from '../profile.js';
import type { Draft } from './draft.js';

export const UK_TITLE: Bilingual = {
  en: 'UK Sanctions List',
  es: 'Lista de sanciones del Reino Unido',
};
export const OFSI_TITLE: Bilingual = {
  en: 'UK Consolidated List of Financial Sanctions Targets',
  es: 'Lista consolidada de sanciones financieras del Reino Unido',
};
export const FCDO = 'UK Foreign, Commonwealth and Development Office';
export const OFSI = 'UK HM Treasury, Office of Financial Sanctions Implementation';

export function ukKind(written: string | null): ProfileKind {
  const type = written?.toLowerCase() ?? '';
  if (type.startsWith('individual')) return 'person';
  if (/ship|vessel/.test(type)) return 'vessel';
  return type === '' ? null : 'organisation';
}

export interface UkName {
  /** Name 1 to Name 6. */
  readonly parts: readonly (string | null)[];
  readonly type: string | null;
  readonly quality: string | null;
}

export function addUkName(draft: Draft, { parts, type, quality }: UkName): void {
  const given = parts.slice(0, 5).filter(Boolean).join(' ');
  const surnames = parts[5] ?? null;
  const full = [given, surnames].filter(Boolean).join(' ');
  const is_person = draft.kind === 'person' && surnames !== null && given !== '';
  draft.name(full, {
    kind: kindOf(type),
    strength: /low/i.test(quality ?? '') ? 'weak' : 'strong',
    parts: is_person ? { given, surnames } : null,
  });
}

/** Several values in one cell: “(1) Russia (2) Cyprus”, “Asset freeze|Travel Ban”. */
export function manyOf(written: string | null): string[] {
  if (written === null) return [];
  const parts = written.split(/\s*\(\d+\)\s*|\s*\|\s*|\s*;\s+/);
  return parts.map((part) => part.trim().replace(/[.,]$/, '')).filter((part) => part !== '');
}

function kindOf(type: string | null): Name['kind'] {
  if (/primary name$/i.test(type ?? '')) return 'primary';
  return /f\.?k\.?a|former/i.test(type ?? '') ? 'former' : 'alias';
}
