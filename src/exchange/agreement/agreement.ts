/** The contract of an exchange: nothing crosses the wire outside one. */
import { z } from 'zod';
import { Fault, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { schemaFault } from '../guard/schema-fault.js';
import { NODE_ID } from '../wire/card.js';

/** What may be asked about, by the type of the identifier that stands for a subject. */
export const ID_TYPES = [
  'curp',
  'rfc',
  'passport',
  'clabe',
  'iban',
  'account',
  'ssn',
  'itin',
  'ein',
  'lei',
  'phone',
  'email',
  'wallet',
  'person_name',
  'business_name',
  'payment',
] as const;
export type IdType = (typeof ID_TYPES)[number];

/** Why parties exchange: a closed list, so that budgets and statistics can be kept by it. */
export const PURPOSE_CODES = [
  'fentanyl_proceeds',
  'precursor_procurement',
  'human_trafficking',
  'human_smuggling',
  'corruption',
  'fraud',
  'money_laundering',
  'terrorist_financing',
  'sanctions',
] as const;

export const PROTOCOLS = [
  'inquiry',
  'discovery',
  'search',
  'order',
  'feed',
  'monitoring',
  'tracing',
] as const;
export type ProtocolName = (typeof PROTOCOLS)[number];

const DAYS_MAX = 3_700;
const node = z.string().regex(NODE_ID);
const instant = z.iso.datetime({ precision: 3 });
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const party = z.strictObject({
  node,
  institution: z.string().min(1).max(200),
  country: z.enum(['US', 'MX']),
  role: z.enum(['bank', 'authority']),
  /** Laws it may rest on, the first that opens a path counts: ids of `exchange/paths.yaml`. */
  legal_bases: z.array(z.string().min(1)).min(1).max(8),
  /** The card whose keys sign for it. */
  card: hash,
});

export const agreementSchema = z.strictObject({
  version: z.literal(1),
  title: z.string().min(1).max(200),
  parties: z.array(party).min(2).max(64),
  purpose: z.enum(PURPOSE_CODES),
  authority_reference: z.string().max(200).optional(),
  protocols: z.array(z.enum(PROTOCOLS)).min(1),
  id_types: z.array(z.enum(ID_TYPES)).min(1),
  /** Identifiers in one session, before padding. */
  elements_max: z.int().min(1).max(250_000),
  /** Evaluated elements that each party grants each other one, by type, dummies included. */
  budgets: z.strictObject({ day: z.int().min(0), epoch: z.int().min(0) }),
  /** Whether the count's band comes first and subjects only after both sides approve. */
  stages: z.enum(['count_then_subjects', 'subjects']),
  /** Smallest group of which anything is said. */
  k_min: z.int().min(2).max(1_000),
  retention_days: z.int().min(1).max(DAYS_MAX),
  tlp: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']),
  onward: z.enum(['none', 'originator_consent']),
  epoch: z.strictObject({ first_at: instant, days: z.int().min(1).max(366) }),
  effective_at: instant,
  expires_at: instant,
  /** Operators of the split key of joint monitoring: one of each country. */
  operators: z.strictObject({ US: node, MX: node }).optional(),
  hub: node.optional(),
});
export type Agreement = z.infer<typeof agreementSchema>;
export type AgreementParty = Agreement['parties'][number];

/** SHA-256 of the agreement in canonical JSON: whoever changes a word has another agreement. */
export function agreementId(agreement: Agreement): string {
  return sha256(canonicalJson(agreement));
}

/**
 * Reads an agreement and checks what its form cannot say: parties once each, expiry after its
 * beginning, operators and hub among the parties. Faults `exchange.agreement.<what>`.
 */
export function readAgreement(value: unknown): Agreement {
  const parsed = agreementSchema.safeParse(value);
  if (!parsed.success) throw schemaFault('exchange.agreement.form', parsed.error);
  const agreement = parsed.data;
  const nodes = agreement.parties.map((each) => each.node);
  if (new Set(nodes).size < nodes.length) throw new Fault('exchange.agreement.twice');
  if (agreement.expires_at <= agreement.effective_at) throw new Fault('exchange.agreement.expiry');
  const { operators, hub } = agreement;
  const named = [operators?.US, operators?.MX, hub].filter((id) => id !== undefined);
  const stranger = named.find((id) => !nodes.includes(id));
  if (stranger !== undefined) throw new Fault('exchange.agreement.stranger', { node: stranger });
  if (operators !== undefined) {
    for (const country of ['US', 'MX'] as const) {
      const operator = agreement.parties.find((each) => each.node === operators[country]);
      if (operator?.country !== country) {
        throw new Fault('exchange.agreement.operator', { node: operators[country], country });
      }
    }
  }
  return agreement;
}

/** The party that a node is; a Fault where it is none. */
export function partyOf(agreement: Agreement, id: string): AgreementParty {
  const found = agreement.parties.find((each) => each.node === id);
  if (!found) throw new Fault('exchange.agreement.stranger', { node: id });
  return found;
}

/** Number of the epoch that a moment lies in, from 0; negative before the first. */
export function epochAt(agreement: Agreement, at_ms: number): number {
  const DAY_MS = 86_400_000;
  const first = Date.parse(agreement.epoch.first_at);
  return Math.floor((at_ms - first) / (agreement.epoch.days * DAY_MS));
}
