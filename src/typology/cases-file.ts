import { z } from 'zod';
import { NETWORK_ROLES, SHAPES } from '../model/index.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const record = z.record(z.string(), scalar);
const payment = z.intersection(
  z.record(z.string(), z.unknown()),
  z.object({
    repeat: z.strictObject({ times: z.int().min(1).max(500), every: z.string() }).optional(),
  }),
);
/** A network as a case tells it; the best one comes first. */
const network = z.strictObject({
  id: z.string(),
  /** By account. */
  members: z.record(z.string(), z.enum(NETWORK_ROLES)),
  instances: z
    .array(z.strictObject({ shape: z.enum(SHAPES), payments: z.array(z.string()).min(1) }))
    .optional(),
  /** When the search ended; by default at the case's last payment. */
  found_at: z.iso.datetime().optional(),
});
export type CaseNetwork = z.infer<typeof network>;

const rows = {
  parties: z.array(record).optional(),
  accounts: z.array(record).optional(),
  institutions: z.array(record).optional(),
  places: z.array(record).optional(),
  networks: z.array(network).optional(),
};
const expectation = z.strictObject({
  subject: z.string(),
  period: z.string().optional(),
  evidence: z.array(z.string()).optional(),
  times_fired: z.int().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** A cases file: rows in, findings out. A compliance officer can read and write it. */
export const casesFile = z.strictObject({
  typology: z.string(),
  /** Put under every payment that does not say otherwise. */
  defaults: record.optional(),
  ...rows,
  cases: z
    .array(
      z.strictObject({
        case: z.string(),
        kind: z.enum(['hit', 'miss', 'boundary', 'evasion']),
        /** The parameter whose edge a boundary case stands on. */
        parameter: z.string().optional(),
        ...rows,
        /** Reporting-currency units for one of a currency; without one the amount is unknown. */
        rates: z.record(z.string(), z.number()).optional(),
        payments: z.array(payment),
        expect: z.union([z.array(expectation), z.strictObject({ undetermined: z.int() })]),
      }),
    )
    .min(1),
});
export type CasesFile = z.infer<typeof casesFile>;
export type Case = CasesFile['cases'][number];
