/** Stops what may never leave, just before it is signed and just after it arrives. */
import { Fault } from '../../base/index.js';
import { NEVER_SHARED, SECRET_PHRASES } from '../../model/index.js';

/** What the scan of a message found, for the record of its disclosure (Part 4.5). */
export interface SecrecyScan {
  readonly texts: number;
  readonly fields: number;
}

/** A key of 32 bytes in base64 is no text: chance would find a phrase in one of some thousand. */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

const FORBIDDEN: ReadonlySet<string> = new Set(NEVER_SHARED);

/**
 * Looks through a message's body at every depth. Throws `exchange.secret.field` where a field that
 * the model tags is there, whatever its value (that it is empty would say something too), and
 * `exchange.secret.text` where a text says that a report was made, or was not, or who is blocked.
 */
export function refuseSecrets(body: unknown): SecrecyScan {
  const scan = { texts: 0, fields: 0 };
  look(body, '', scan);
  return scan;
}

function look(value: unknown, at: string, scan: { texts: number; fields: number }): void {
  if (typeof value === 'string') {
    scan.texts++;
    if (KEY.test(value)) return;
    const found = SECRET_PHRASES.find(({ pattern }) => pattern.test(plain(value)));
    if (found) throw new Fault('exchange.secret.text', { at, names: found.names });
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    scan.fields++;
    const name = key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
    const place = at === '' ? key : `${at}.${key}`;
    if (FORBIDDEN.has(name)) throw new Fault('exchange.secret.field', { at: place });
    look(item, place, scan);
  }
}

/** Letters that only look different, and signs that nobody sees, do not hide a phrase. */
function plain(text: string): string {
  const seen = text.normalize('NFKC').replaceAll(/\p{Cf}|\p{Default_Ignorable_Code_Point}/gu, '');
  const latin = [...seen].map((letter) => TWINS[letter] ?? letter).join('');
  return latin.replaceAll(/\s+/gu, ' ');
}

/** Cyrillic and Greek letters that look as Latin ones do, of those that the phrases have. */
const TWINS: Readonly<Record<string, string>> = Object.fromEntries(
  ['АA', 'ΑA', 'ВB', 'ΒB', 'ЕE', 'ΕE', 'ІI', 'ΙI', 'ОO', 'ΟO', 'РP', 'ΡP', 'ЅS', 'ТT', 'ΤT', 'ԚQ']
    .concat(['аa', 'αa', 'еe', 'іi', 'ιi', 'оo', 'οo', 'рp', 'ѕs', 'ԁd', 'һh', 'ᏒR', 'ꓣR'])
    .map(([twin = '', letter = '']) => [twin, letter]),
);
