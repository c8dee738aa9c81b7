import type { Http2ServerRequest } from 'node:http2';
import { Fault } from '../../base/index.js';

export interface ReceiveLimits {
  readonly bytes_max: number;
  /** For the whole body, however steadily it trickles. */
  readonly within_ms: number;
  /** Takes room for so many more bytes among all bodies in memory; false where there is none. */
  readonly hold: (bytes: number) => boolean;
}

/**
 * The body of a request. Faults `exchange.wire.body.…`: larger than the bound (said before it is
 * read where its length was announced), slower than the time, broken off, or packed.
 */
export async function receiveBody(
  request: Http2ServerRequest,
  limits: ReceiveLimits,
): Promise<Uint8Array> {
  const { bytes_max, within_ms, hold } = limits;
  if (Number(request.headers['content-length'] ?? 0) > bytes_max) throw tooLarge(bytes_max);
  if (request.headers['content-encoding'] !== undefined)
    throw new Fault('exchange.wire.body.packed');
  const chunks: Uint8Array[] = [];
  let received = 0;
  return await new Promise<Uint8Array>((resolve, reject) => {
    const late = () => end(() => reject(new Fault('exchange.wire.body.slow', { within_ms })));
    const timer = setTimeout(late, within_ms);
    const broken = () => end(() => reject(new Fault('exchange.wire.body.broken')));
    const whole = () => end(() => resolve(Buffer.concat(chunks)));
    const more = (chunk: Uint8Array) => {
      received += chunk.length;
      if (received > bytes_max) end(() => reject(tooLarge(bytes_max)));
      else if (!hold(chunk.length)) end(() => reject(new Fault('exchange.wire.busy_here')));
      else chunks.push(chunk);
    };
    function end(settle: () => void): void {
      clearTimeout(timer);
      request.off('data', more).off('end', whole).off('aborted', broken).off('close', broken);
      request.pause();
      settle();
    }
    request.on('data', more).once('end', whole).once('aborted', broken).once('close', broken);
    request.once('error', broken);
  });
}

function tooLarge(bytes_max: number): Fault {
  return new Fault('exchange.wire.body.large', { bytes_max });
}
