/** What an officer hands in, held to its schema, with the place of the first mistake. */
import type { z } from 'zod';
import { schemaFault } from '../guard/schema-fault.js';
import type { Cause } from './protocol.js';

/** Reads the input of an action. Throws `exchange.inquiry.input` with its place and the reason. */
export function officerInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw schemaFault('exchange.inquiry.input', parsed.error);
}

/** The input of the officer's action, or the body of the message, that caused a step. */
export function given(cause: Cause): unknown {
  if (cause.by === 'clock') return null;
  return cause.by === 'officer' ? cause.input : cause.message.body;
}
