/** Names as lists write them: the surname's comma, court notes and earlier names taken out. */
import type { NameParts } from '../profile.js';

/** “LOPEZ NUNEZ, Damaso”: what stands before the first comma, and after it. Null without one. */
export function commaParts(full: string): Partial<NameParts> | null {
  const comma = full.indexOf(',');
  if (comma < 1) return null;
  const given = full.slice(comma + 1).trim();
  return given === '' ? null : { surnames: full.slice(0, comma).trim(), given };
}

/** What a tax office writes into one cell: the name, earlier ones, and why a court changed it. */
export interface AnnotatedName {
  /** Null where a court had the name taken out altogether. */
  readonly name: string | null;
  readonly former: readonly string[];
  readonly notes: readonly string[];
}

/** Takes the notes of SAT's list out of a name, in the forms that the files of 2014–2026 show. */
export function withoutNotes(written: string): AnnotatedName {
  const text = written.replace(/\s+/g, ' ').trim();
  if (SUPPRESSED.test(text)) return { name: null, former: [], notes: [text] };
  const [first = '', ...rest] = text.split(/\s*\/{2,}\s*/);
  const former: string[] = [];
  const notes: string[] = [];
  for (const part of rest.filter((each) => each !== '')) {
    const earlier = EARLIER.exec(part);
    if (earlier) former.push(tidy(earlier[1] ?? ''));
    else notes.push(part);
  }
  const renamed = /^antes\s+(.+?)\s+ahora\s+(.+)$/i.exec(first);
  if (renamed)
    return { name: tidy(renamed[2] ?? ''), former: [tidy(renamed[1] ?? ''), ...former], notes };
  const note = NOTE_WITHIN.exec(first);
  const bare = note ? first.slice(0, note.index) : first;
  if (note) notes.unshift(first.slice(note.index).trim());
  const [now = '', before] = bare.split(/[,\s]+antes(?: denominad[ao])?:?\s+/i);
  if (before) former.unshift(tidy(before));
  return { name: tidy(now), former, notes };
}

/** Quotation marks around a whole name, or around its beginning, are not part of it. */
function tidy(name: string): string {
  const quoted = /^["“”«']([^"“”»]+)["“”»']\s*(,?.*)$/.exec(name.trim());
  const bare = quoted ? `${quoted[1]}${quoted[2]}` : name;
  return bare.replace(/[\s,;]+$/, '').trim();
}

const SUPPRESSED = /^["“”']*informaci[oó]n\s+suprimida/i;
const EARLIER = /^(?:antes(?: denominad[ao])?|anteriormente)[:\s]+(.+)$/i;
/** Court orders that follow a name without the two slashes. */
const NOTE_WITHIN = new RegExp(
  `[\\s,(*-]+(?=(?:${[
    'en (?:debido )?cumpli(?:mi)?ento',
    'en atenci[oó]n',
    'derivado de',
    'por (?:orden|resoluci[oó]n) ',
  ].join('|')})\\b)`,
  'i',
);
