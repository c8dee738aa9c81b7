/** What a session of a trace keeps, at any of the banks it goes through. */
import { z } from 'zod';
import type { NodeIdentity, PeerDirectory } from '../wire/index.js';
import type { TracingBook } from './money-trail.js';
import { answerSchema, requestSchema } from './trace-messages.js';

export const traceData = z.strictObject({
  /** The request that was made or taken here. */
  request: requestSchema.nullable(),
  digest: z.string(),
  /** Requests that went on from here, and whether their answer came. */
  onward: z.array(
    z.strictObject({
      request: z.string(),
      node: z.string(),
      /** Parts that its bundle must have. */
      banks: z.int(),
      answered: z.boolean(),
    }),
  ),
  /** Sealed parts to pass back, base64. */
  parts: z.array(z.string()),
  /** At the originator: what was opened, with what is wrong with it. */
  answers: z.array(z.strictObject({ answer: answerSchema, linked: z.boolean() })).readonly(),
  /** At the originator: parts that nobody could have sealed honestly. */
  spoiled: z.int(),
});
export type TraceData = z.infer<typeof traceData>;

export const NO_TRACE: TraceData = {
  request: null,
  digest: '',
  onward: [],
  parts: [],
  answers: [],
  spoiled: 0,
};

/** What the steps of a trace are given. */
export interface TracingTools {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly book: { readonly tracing: TracingBook };
}
