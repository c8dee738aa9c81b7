import { TextDecoder } from 'node:util';

/** Bytes of an XML file as text: its own encoding, and ampersands that are none made harmless. */

/** Stands for a bare `&` on its way through the parser: as long as it, so that columns hold. */
export const BARE_AMPERSAND = '\uE026';

/** Turns chunks of bytes into text that a strict parser takes. */
export interface XmlDecoder {
  write(chunk: Uint8Array): string;
  end(): string;
}

/**
 * Banks write names such as `M & B` unescaped, and a parser would look for the entity's end to the
 * end of the file. Only the five entities of XML and character references pass: no other can be
 * defined, since a DOCTYPE is refused.
 */
export function createXmlDecoder(): XmlDecoder {
  let decoder: TextDecoder | null = null;
  let head: Uint8Array = new Uint8Array(0);
  let rest = '';

  function guarded(text: string, last: boolean): string {
    const whole = rest + text;
    const cut = last
      ? -1
      : whole.indexOf('&', Math.max(0, whole.length - REFERENCE_CHARACTERS_MAX));
    rest = cut < 0 ? '' : whole.slice(cut);
    return guardAmpersands(cut < 0 ? whole : whole.slice(0, cut));
  }

  return {
    write(chunk) {
      if (decoder) return guarded(decoder.decode(chunk, { stream: true }), false);
      head = Buffer.concat([head, chunk]);
      if (head.length < HEAD_BYTES) return '';
      decoder = decoderFor(head);
      return guarded(decoder.decode(head, { stream: true }), false);
    },
    end() {
      const tail = decoder ? decoder.decode() : decoderFor(head).decode(head);
      return guarded(tail, true);
    },
  };
}

export function guardAmpersands(text: string): string {
  return text.replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/g, BARE_AMPERSAND);
}

/** What the parser gave, with the ampersands back and without control characters. */
export function restoreText(text: string): string {
  return text
    .replaceAll(BARE_AMPERSAND, '&')
    .replace(/[\p{Cc}\uFEFF]+/gu, ' ')
    .trim();
}

const HEAD_BYTES = 256;
const REFERENCE_CHARACTERS_MAX = 10;

/** By byte-order mark, then by declaration, then UTF-8; a name that Node does not know is UTF-8. */
function decoderFor(head: Uint8Array): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  const text = Buffer.from(head).toString('latin1');
  const name = /^[^<]{0,8}<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(/^utf-?16/i.test(name) ? 'utf-8' : name);
  } catch {
    return new TextDecoder('utf-8');
  }
}
