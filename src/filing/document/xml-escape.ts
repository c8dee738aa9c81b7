import { Fault } from '../../base/index.js';

/** Texts as XML writes them; what it has no place for is a Fault `filing.xml_write_control`. */

export function attributesText(attributes: readonly (readonly [string, string])[]): string {
  return attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
}

export function escapeText(text: string): string {
  return HARMLESS.test(text) ? text : checked(text).replace(/[&<>\r]/g, escapeOne);
}

function escapeAttribute(text: string): string {
  return HARMLESS.test(text) ? text : checked(text).replace(/[&<>"\r\n\t]/g, escapeOne);
}

/** Letters, digits and the signs that stand as they are: most texts. */
const HARMLESS = /^[\w .,;:/()+'#@-]*$/;
/** What XML has no place for, halves of a character among them. */
const UNSPEAKABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

function checked(text: string): string {
  const found = UNSPEAKABLE.exec(text)?.[0];
  if (found === undefined) return text;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw new Fault('filing.xml_write_control', { value: `U+${code}` });
}

function escapeOne(sign: string): string {
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[sign];
  return named ?? `&#${sign.charCodeAt(0)};`;
}
