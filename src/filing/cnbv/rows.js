import { decodeWindows1252, Fault, LIMITS } from '../../base/index.js';
/**
 * The lines of a `;`-separated file, one at a time. Nothing is quoted in it. Throws
 * `filing.file_large`, `filing.cnbv.encoding` (UTF-16) and `filing.cnbv.line_long`, with the place.
 */
export async function* readRows(bytes, source) {
    const { file, bytes_max } = source;
    let left = Buffer.alloc(0);
    let line = 0;
    let seen = 0;
    for await (const chunk of bytes) {
        if (seen === 0)
            refuseUtf16(chunk, { file, line: 1, column: 1 });
        seen += chunk.length;
        if (seen > bytes_max)
            throw new Fault('filing.file_large', { bytes_max }, { file });
        left = left.length > 0 ? Buffer.concat([left, chunk]) : Buffer.from(chunk);
        let start = 0;
        for (let at = left.indexOf(LF); at >= 0; at = left.indexOf(LF, start)) {
            line += 1;
            yield rowOf(left.subarray(start, at), line, true);
            start = at + 1;
        }
        left = left.subarray(start);
        if (left.length > LIMITS.line_characters_max)
            throw new Fault('filing.cnbv.line_long', {}, { file, line: line + 1 });
    }
    if (left.length > 0)
        yield rowOf(left, line + 1, false);
}
const LF = 0x0a;
const CR = 0x0d;
export const SEPARATOR = ';';
function rowOf(bytes, line, is_ended) {
    const is_crlf = is_ended && bytes.at(-1) === CR;
    const { text, is_utf8 } = decoded(is_crlf ? bytes.subarray(0, -1) : bytes);
    const cells = [];
    let column = 1;
    for (const cell of text.split(SEPARATOR)) {
        cells.push({ text: cell, column });
        column += cell.length + 1;
    }
    const is_closed = cells.length > 1 && cells.at(-1)?.text === '';
    if (is_closed)
        cells.pop();
    return { cells, line, end: is_crlf ? 'crlf' : is_ended ? 'lf' : 'none', is_closed, is_utf8 };
}
/** Windows-1252 is what programs write; what reads as UTF-8 beyond ASCII is no accident. */
function decoded(bytes) {
    if (bytes.every((byte) => byte < 0x80))
        return { text: bytes.toString('latin1'), is_utf8: false };
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        return { text, is_utf8: true };
    }
    catch {
        return { text: decodeWindows1252(bytes), is_utf8: false };
    }
}
function refuseUtf16(chunk, place) {
    const [first, second] = chunk;
    const is_marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    const is_wide = first === 0 || second === 0;
    if (is_marked || is_wide)
        throw new Fault('filing.cnbv.encoding', {}, place);
}
