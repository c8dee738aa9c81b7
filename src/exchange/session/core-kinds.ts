/** Messages that every protocol has. */
import { z } from 'zod';
import type { MessageKind } from './protocol.js';

/** Why a session ends early: a closed list, none of which says anything of a customer. */
export const ABORT_CODES = [
  'withdrawn',
  'declined',
  'path_closed',
  'deadline',
  'budget',
  'refused',
  'invalid',
  'unavailable',
] as const;
export type AbortCode = (typeof ABORT_CODES)[number];

/** Either side ends the session; both record it. */
export const abortKind: MessageKind = {
  body: z.strictObject({ code: z.enum(ABORT_CODES) }),
  informs: 'nothing',
};

export const ABORTED = 'aborted';
export const ABORT_KIND = 'session.aborted';
