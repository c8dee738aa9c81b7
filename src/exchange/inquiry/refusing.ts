/** What an officer says who refuses: the code that is told, and the reason that is kept. */
import { z } from 'zod';
import { KEPT_REASONS, REFUSALS } from './terms.js';

export const refuseInput = z.strictObject({
  code: z.enum(REFUSALS),
  kept_reason: z.enum(KEPT_REASONS).default('unspecified'),
});
