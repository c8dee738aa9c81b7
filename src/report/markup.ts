import { escapeMarkup } from '../base/index.js';

/**
 * HTML that is safe by construction: whatever enters a template is escaped, unless it is markup
 * that a template made. Names and texts come from payments, and whoever pays can write anything.
 */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Markup | string | number | bigint | null | undefined | false | readonly Part[];

/** A template of HTML (or SVG). Attribute values must be quoted. Line breaks between tags go. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = squeeze(strings[0] ?? '');
  parts.forEach((part, i) => {
    text += render(part) + squeeze(strings[i + 1] ?? '');
  });
  return new Markup(text);
}

/** An address that may stand in a link: https or http, or null. `javascript:` is neither. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeMarkup(String(part));
}

function squeeze(text: string): string {
  return text.replace(/(^|>)\s*\n\s*/g, '$1').replace(/\s*\n\s*/g, ' ');
}
