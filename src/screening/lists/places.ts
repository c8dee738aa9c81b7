/** The country at the end of a place: “Culiacan, Sinaloa, Mexico”, “Pyongyang, Korea, North”. */
import { countryOf } from './countries.js';

/** The whole text, then its last two parts (“Korea, North”), then its last; null: not told. */
export function placedCountry(written: string): string | null {
  const text = written.replace(/[.\s]+$/, '');
  const whole = countryOf(text);
  if (whole) return whole;
  const parts = text.split(/,\s*/);
  if (parts.length < 2) return null;
  const last = parts.at(-1) ?? '';
  // “San Diego, CA” is no Canada: two letters at the end of a place may be a state.
  return (
    countryOf(parts.slice(-2).join(', ')) ??
    (last.length > 2 || last === 'UK' ? countryOf(last) : null)
  );
}
