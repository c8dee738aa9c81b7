/** Lines of text out of bytes, with bounded memory. */
import { decodeWindows1252 } from '../../base/index.js';

export interface TextLine {
  readonly number: number;
  /** Without its end; only the first characters where the line was too long. */
  readonly text: string;
  readonly is_cut: boolean;
}

/** Lines end with LF or CR LF. Of a line longer than `max` characters only the head is kept. */
export async function* readTextLines(
  bytes: AsyncIterable<Uint8Array>,
  max: number,
  encoding = 'utf-8',
): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder(encoding);
  const decode = (chunk: Uint8Array) =>
    encoding === 'windows-1252'
      ? decodeWindows1252(chunk)
      : decoder.decode(chunk, { stream: true });
  let number = 0;
  let waiting = '';
  let is_cut = false;
  const line = (end: string): TextLine => {
    const text = is_cut ? waiting : waiting + end;
    const taken = { number: ++number, text: text.replace(/\r$/, ''), is_cut };
    waiting = '';
    is_cut = false;
    return taken;
  };
  for await (const chunk of bytes) {
    const text = decode(chunk);
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield line(text.slice(from, end));
      from = end + 1;
    }
    if (is_cut) continue;
    waiting += text.slice(from);
    if (waiting.length <= max) continue;
    is_cut = true;
    waiting = waiting.slice(0, HEAD_KEPT);
  }
  if (waiting !== '') yield line(decoder.decode());
}

const HEAD_KEPT = 200;
