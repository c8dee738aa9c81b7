import { z } from 'zod';
import { DECLARATION, INDENT } from './write-xml.js';
import { type XmlPiece, xmlPieces } from './xml-pieces.js';

/** How a file is written throughout, as far as it follows a manner of its own. */
export const xmlManner = z.strictObject({
  /** `<?xml …?>` word for word; empty: it has none. */
  declaration: z.string().max(200),
  /** Empty: all is on one line. */
  line_end: z.enum(['\n', '\r\n', '\r', '']),
  /** Before an element, once for each around it. */
  indent: z.string().regex(/^[ \t]{0,40}$/),
  /** What follows the root. */
  end: z.string().regex(/^[ \t\r\n]{0,100}$/),
  quote: z.enum(['"', "'"]),
  /** `<x/>`, `<x />` or `<x></x>`. */
  empty: z.enum(['/>', ' />', '></']),
  /** The prefix of our own writer, and what stands in its place; both with the colon, or empty. */
  prefix: z.tuple([z.string(), z.string()]).readonly(),
  /** Numbers of elements in order, as [step, how often]; empty: 1, 2, 3 … */
  numbers: z.array(z.tuple([z.int(), z.int().positive()]).readonly()).readonly(),
});
export type XmlManner = Readonly<z.infer<typeof xmlManner>>;

/** The manner of our own writer. */
export const PLAIN: XmlManner = {
  declaration: DECLARATION,
  line_end: '\n',
  indent: INDENT,
  end: '\n',
  quote: '"',
  empty: '/>',
  prefix: ['', ''],
  numbers: [],
};

/** The pieces of what our writer wrote, in another manner. */
export function* restyle(
  canonical: string,
  manner: XmlManner,
  numbered: string | null,
): Generator<string> {
  const numbers = manner.numbers.length > 0 && numbered !== null ? steps(manner.numbers) : null;
  const number = numbered === null ? null : new RegExp(` ${numbered}="\\d+"`);
  const names: string[] = [];
  let count = 0;
  for (const piece of xmlPieces(canonical)) {
    if (piece.kind === 'gap') yield gap(piece, manner, count);
    else if (piece.kind === 'open') {
      names.push(/^<([^\s/>]+)/.exec(piece.raw)?.[1] ?? '');
      const counted = numbers && number?.test(piece.raw) ? numbers.next().value : null;
      const raw = counted
        ? piece.raw.replace(number ?? '', ` ${numbered}="${counted}"`)
        : piece.raw;
      yield tag(raw, manner);
    } else {
      const raw = piece.raw === '' && manner.empty === '></' ? `</${names.at(-1)}>` : piece.raw;
      names.pop();
      yield raw === '' ? '' : renamed(raw, '</', manner);
    }
    count++;
  }
}

/** The numbers that steps stand for. */
function* steps(runs: XmlManner['numbers']): Generator<number, null> {
  let number = 0;
  for (const [step, times] of runs) {
    for (let n = 0; n < times; n++) {
      number += step;
      yield number;
    }
  }
  return null;
}

function gap({ raw, isLeaf, depth }: XmlPiece, manner: XmlManner, index: number): string {
  const { declaration, line_end, indent, end } = manner;
  if (index === 0) return declaration === '' ? '' : declaration + line_end;
  if (depth === 0) return end;
  if (!isLeaf && /^\n *$/.test(raw))
    return line_end + indent.repeat((raw.length - 1) / INDENT.length);
  return line_end === '' || line_end === '\n' ? raw : raw.replaceAll('\n', line_end);
}

function tag(raw: string, manner: XmlManner): string {
  let text = renamed(raw, '<', manner);
  if (text.endsWith('/>') && manner.empty !== '/>')
    text = text.slice(0, -2) + (manner.empty === ' />' ? ' />' : '>');
  return manner.quote === '"' ? text : text.replace(/="([^"']*)"/g, "='$1'");
}

function renamed(raw: string, start: '<' | '</', { prefix: [own, other] }: XmlManner): string {
  if (own === other || !raw.startsWith(start + own)) return raw;
  return start + other + raw.slice(start.length + own.length);
}
