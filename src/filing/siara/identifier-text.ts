import { checkIdentifier } from '../../model/index.js';
import type { FoundIdentifier } from './order.js';
import type { PartText } from './part.js';

/** An RFC as an element for it gives it: even malformed it is what the authority looks for. */
export function statedRfc({ text, path, place }: PartText): FoundIdentifier {
  const { value, findings } = checkIdentifier('rfc', text);
  return { kind: 'rfc', value, findings, at: { path, place, offset: 0 } };
}

/** RFC and CURP in prose; only what has their whole shape, since a guess would name a stranger. */
export function identifiersIn({ text, path, place }: PartText): FoundIdentifier[] {
  const found = [...text.toUpperCase().matchAll(SHAPES)].map((match) => {
    const kind = match[0].length === CURP_LENGTH ? 'curp' : 'rfc';
    const { value, findings } = checkIdentifier(kind, match[0]);
    return { kind, value, findings, at: { path, place, offset: match.index } } as const;
  });
  return found.filter(({ findings }) => findings.every(({ code }) => !NO_SUCH_SHAPE.has(code)));
}

const CURP_LENGTH = 18;
const NO_SUCH_SHAPE = new Set(['identifier.shape', 'identifier.date']);
const SHAPES = new RegExp(
  [
    String.raw`(?<![\p{L}\d&])(?:[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d|`,
    String.raw`[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3})(?![\p{L}\d])`,
  ].join(''),
  'gu',
);
