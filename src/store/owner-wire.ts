import type { Socket } from 'node:net';
import { z } from 'zod';

/** Bytes of one line between a command and the owner: an argument list or a piece of output. */
export const LINE_BYTES_MAX = 256 * 1024;

/** Characters of output in one line: escaped in JSON and UTF-8 they stay below the limit. */
const PIECE_CHARACTERS = 32 * 1024;

/** What a command sends, once. */
export const askSchema = z.strictObject({
  argv: z.array(z.string()).max(10_000),
  /** Relative paths among the arguments are meant from here. */
  cwd: z.string(),
});
export type Ask = z.infer<typeof askSchema>;

/** What the owner answers: output as it comes, then an exit code or why there is none. */
export const answerSchema = z.union([
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ exit: z.int() }),
  z.strictObject({ refused: z.enum(['busy', 'request', 'failed']), reason: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;

/**
 * Hands over each line of a socket, without its line break. A longer one than the limit, or a last
 * one without its break, ends the connection: `onLine` never sees a part of a line.
 */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, Buffer.from(data)]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      if (end > LINE_BYTES_MAX) break;
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      onLine(line);
    }
    if (rest.length > LINE_BYTES_MAX) socket.destroy();
  });
}

/** Sends a message as one line. */
export function sendLine(socket: Socket, message: Ask | Answer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Output in pieces that each fit in a line, no surrogate pair torn apart. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PIECE_CHARACTERS);
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end--;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** A line as the message it should be; undefined where it is none. */
export function parseLine<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
