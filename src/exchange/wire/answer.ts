import type { Http2ServerResponse } from 'node:http2';
import type { WireReply } from './request.js';

/** A refusal as the peer sees it. */
export interface Refused {
  readonly status: number;
  readonly media_type: string;
  readonly body: Uint8Array;
}

/** All that a peer can be told: five words, each in a body of the same length. */
export const REFUSALS = {
  refused: refusal(403, 'refused'),
  busy: refusal(503, 'busy'),
  too_large: refusal(413, 'too large'),
  too_slow: refusal(408, 'too slow'),
  failed: refusal(500, 'failed'),
} as const;

/** Sends an answer and waits until it is taken; a peer that does not take it in time is cut off. */
export async function answerWith(
  response: Http2ServerResponse,
  answer: WireReply | Refused,
  within_ms: number,
): Promise<void> {
  if (response.destroyed || response.writableEnded || response.headersSent) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => response.destroy(), within_ms);
    response.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    response.on('error', () => response.destroy());
    const { httpVersionMajor: version, complete: is_whole } = response.req;
    response.writeHead(answer.status, {
      'content-type': answer.media_type,
      'content-length': answer.body.length,
      'cache-control': 'no-store',
      ...('headers' in answer ? answer.headers : {}),
      // Over HTTP/1.1, what is left of a body that nobody will read would be taken for a request.
      ...(version === 1 && !is_whole ? { connection: 'close' } : {}),
    });
    response.end(answer.body);
  });
}

function refusal(status: number, word: string): Refused {
  const body = Buffer.from(JSON.stringify({ answer: word }).padEnd(64));
  return { status, media_type: 'application/json', body };
}
