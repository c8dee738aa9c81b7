import { decodeWindows1252 } from '../../base/index.js';
/** The bytes of a text in Windows-1252; null where it has a letter that this lacks. */
export function encodeWindows1252(text) {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : signByte(text[at] ?? '');
        if (byte === null)
            return null;
        bytes[at] = byte;
    }
    return bytes;
}
/** What stands at 0x80 to 0x9F. */
function signByte(sign) {
    const at = decodeWindows1252(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)).indexOf(sign);
    return at < 0 ? null : 0x80 + at;
}
