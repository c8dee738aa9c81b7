import type { Codec } from '../lens/pieces.js';

/** Values of avisos: days `20260430`, months `202604`, countries `MX`. */

/** A day that the calendar has; any other stays as it stands. */
export const dayCodec: Codec<string> = {
  read(text) {
    const [, year, month, day] = /^([12]\d{3})(\d{2})(\d{2})$/.exec(text) ?? [];
    return year && month && day && isDay(+year, +month, +day) ? `${year}-${month}-${day}` : null;
  },
  write: (day) => day.replaceAll('-', ''),
};

export const monthCodec: Codec<string> = {
  read(text) {
    const [, year, month] = /^([12]\d{3})(0[1-9]|1[0-2])$/.exec(text) ?? [];
    return year && month ? `${year}-${month}` : null;
  },
  write: (month) => month.replaceAll('-', ''),
};

export const countryCodec: Codec<string> = {
  read: (text) => (/^[A-Z]{2}$/.test(text) ? text : null),
  write: (country) => country,
};

/** `pais` of a foreign address: Mexico there is no foreign address, and stays as it stands. */
export const foreignCodec: Codec<string> = {
  read: (text) => (text === 'MX' ? null : countryCodec.read(text)),
  write: (country) => country,
};

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
