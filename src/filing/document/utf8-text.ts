import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** What stood where text was expected, and how many bytes in (from 0). */
export interface ByteFlaw {
  readonly kind: 'utf16' | 'utf8';
  readonly offset: number;
  /** The bytes there, in hexadecimal. */
  readonly value: string;
}

/**
 * Bytes as text, chunk by chunk, in UTF-8 only. What stands before a flaw is still given; `flaw`
 * then says what was met, and nothing more is read. A byte-order mark is noted and left out.
 */
export class Utf8Text {
  hasBom = false;
  flaw: ByteFlaw | null = null;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** The first bytes, until there are enough to tell an encoding by. */
  #head: Uint8Array | null = new Uint8Array(0);
  /** Bytes of a character that the next chunk ends. */
  #open: Uint8Array = new Uint8Array(0);
  #offset = 0;

  write(chunk: Uint8Array): string {
    if (this.flaw) return '';
    if (this.#head === null) return this.#decode(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    return this.#head.length < HEAD_BYTES ? '' : this.#begin();
  }

  end(): string {
    const text = this.flaw || this.#head === null ? '' : this.#begin();
    if (!this.flaw && this.#open.length > 0) this.#stop('utf8', 0, this.#open);
    return text;
  }

  #begin(): string {
    const head = this.#head ?? new Uint8Array(0);
    this.#head = null;
    if (isUtf16(head)) {
      this.#stop('utf16', 0, head);
      return '';
    }
    this.hasBom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    if (!this.hasBom) return this.#decode(head);
    this.#offset = BOM_BYTES;
    return this.#decode(head.subarray(BOM_BYTES));
  }

  #decode(chunk: Uint8Array): string {
    const bytes = this.#open.length > 0 ? Buffer.concat([this.#open, chunk]) : chunk;
    if (isAscii(bytes)) return this.#take(bytes, bytes.length);
    const whole = bytes.length - openBytes(bytes);
    try {
      return this.#take(bytes, whole);
    } catch {
      const valid = validBytes(bytes);
      this.#stop('utf8', valid, bytes);
      return Buffer.from(bytes.subarray(0, valid)).toString('utf8');
    }
  }

  #take(bytes: Uint8Array, whole: number): string {
    const text = this.#decoder.decode(bytes.subarray(0, whole));
    this.#open = bytes.slice(whole);
    this.#offset += whole;
    return text;
  }

  #stop(kind: ByteFlaw['kind'], at: number, bytes: Uint8Array): void {
    const value = Buffer.from(bytes.subarray(at, at + HEAD_BYTES)).toString('hex');
    this.flaw = { kind, offset: this.#offset + at, value };
  }
}

const HEAD_BYTES = 4;
const BOM_BYTES = 3;

/** By byte-order mark, or by a `<` that takes two bytes (or four: UTF-32). */
function isUtf16(head: Uint8Array): boolean {
  const [first, second] = head;
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0x3c && second === 0) ||
    (first === 0 && (second === 0x3c || second === 0))
  );
}

/** How many bytes at the end begin a character without ending it. */
function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? back : 0;
    }
  }
  return 0;
}

/** How many bytes are good before the first that is not. */
function validBytes(bytes: Uint8Array): number {
  let at = 0;
  for (const character of new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)) {
    const isReplaced = character === '\uFFFD' && !isReplacement(bytes, at);
    if (isReplaced) return at;
    at += Buffer.byteLength(character);
  }
  return at;
}

/** Whether the file itself has U+FFFD there. */
function isReplacement(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
}
