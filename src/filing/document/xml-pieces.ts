/**
 * A part of well-formed XML as it is written. A file is gap, tag, gap, tag … gap; an element
 * without content written as one tag gives an empty gap and an empty closing tag after it. So two
 * files that say the same have the same pieces, however each is written.
 */
export interface XmlPiece {
  readonly kind: 'gap' | 'open' | 'close';
  readonly raw: string;
  /** Of a gap: whether it is all that an element holds. */
  readonly isLeaf: boolean;
  /** How many elements are open around it. */
  readonly depth: number;
}

/** Cuts well-formed XML into its pieces. Comments, CDATA and instructions are part of gaps. */
export function* xmlPieces(text: string): Generator<XmlPiece> {
  let depth = 0;
  let from = 0;
  let hasJustOpened = false;
  const end = new RegExp(TAG, 'y');
  for (;;) {
    const start = nextTag(text, from);
    const isClosing = text.startsWith('</', start);
    const isLeaf = hasJustOpened && isClosing;
    yield { kind: 'gap', raw: text.slice(from, start < 0 ? text.length : start), isLeaf, depth };
    if (start < 0) return;
    end.lastIndex = start;
    from = end.test(text) ? end.lastIndex : text.length;
    const raw = text.slice(start, from);
    hasJustOpened = !isClosing && !raw.endsWith('/>');
    if (isClosing) depth--;
    yield { kind: isClosing ? 'close' : 'open', raw, isLeaf: false, depth };
    if (hasJustOpened) depth++;
    else if (!isClosing) yield* emptyEnd(depth);
  }
}

function* emptyEnd(depth: number): Generator<XmlPiece> {
  yield { kind: 'gap', raw: '', isLeaf: true, depth: depth + 1 };
  yield { kind: 'close', raw: '', isLeaf: false, depth };
}

/** Where the next tag begins; -1: no more. */
function nextTag(text: string, from: number): number {
  let at = text.indexOf('<', from);
  while (at >= 0) {
    const other = OTHERS.find(([start]) => text.startsWith(start, at));
    if (!other) return at;
    const end = text.indexOf(other[1], at);
    at = end < 0 ? -1 : text.indexOf('<', end);
  }
  return -1;
}

/** What begins as a tag does, and what ends it. */
const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** To the first `>` outside of quotes. */
const TAG = /[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/;
