/** Cuts bytes into lines with bounded memory. */
import { LIMITS } from '../base/index.js';

/** A physical line without its end. `is_cut`: it was longer than the limit; this is its head. */
export interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly is_cut: boolean;
}

/** Kept of a line that is too long, so that the user can find it. */
const HEAD_KEPT = 200;

/** Lines end with LF or CR LF. A longer line than the limit is passed over, not held. */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
  limit: number = LIMITS.line_characters_max,
): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  function take(part: Uint8Array): void {
    length += part.length;
    if (length <= limit) parts.push(part);
    else if (parts.length > 0 || length === part.length) {
      const kept = Buffer.concat([...parts, part.subarray(0, HEAD_KEPT)]).subarray(0, HEAD_KEPT);
      parts = [];
      cut = Uint8Array.from(kept);
    }
  }
  let cut: Uint8Array | null = null;
  function finish(): Line {
    const line = {
      number,
      bytes: cut ?? withoutReturn(Buffer.concat(parts)),
      is_cut: cut !== null,
    };
    number++;
    parts = [];
    length = 0;
    cut = null;
    return line;
  }
  for await (const chunk of bytes) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(10, from);
      if (end < 0) break;
      take(chunk.subarray(from, end));
      yield finish();
      from = end + 1;
    }
    if (from < chunk.length) take(Uint8Array.from(chunk.subarray(from)));
  }
  if (length > 0) yield finish();
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === 13 ? line.subarray(0, -1) : line;
}
