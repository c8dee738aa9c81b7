/** The institution that files: a YAML file that its user keeps (`examples/filing/`). */
import { z } from 'zod';
import { REGULATORS } from '../fincen/forms.js';
import { readData, readDataFile } from '../narrative/data-file.js';

const text = z.string().trim().min(1);
const country = z.string().regex(/^[A-Z]{2}$/);
const digits = (n: number) => z.string().regex(new RegExp(`^\\d{${n}}$`), `${n} digits`);

const address = z.strictObject({
  street: text,
  /** The neighbourhood (colonia). */
  quarter: text.optional(),
  city: text,
  /** As the form writes it: 2 letters in the United States, 3 in Mexico. */
  state: text.optional(),
  postal_code: text.optional(),
  country,
});

const phone = z.string().regex(/^\d{7,16}$/, 'digits only');

/** Words for FinCEN's kinds of institution (OrganizationTypeID). */
export const ORGANISATIONS = {
  casino: '1',
  depository: '2',
  insurance: '3',
  msb: '4',
  securities: '5',
  loan: '11',
  housing_gse: '12',
  other: '999',
} as const;

const fincen = z.strictObject({
  ein: digits(9),
  rssd: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional(),
  regulator: z.enum(Object.values(REGULATORS) as [string, ...string[]]),
  organisation: z.enum(Object.keys(ORGANISATIONS) as [keyof typeof ORGANISATIONS]),
  /** Who sends the file: the institution itself unless `name` says another. */
  transmitter: z.strictObject({
    name: text.optional(),
    tin: digits(9),
    /** Transmitter control code, given by FinCEN. */
    tcc: text,
    contact: text,
    phone: phone.optional(),
    address: address.optional(),
  }),
});

const cnbv = z.strictObject({
  rfc: text,
  /** Keys of the CASFIM catalogue, without hyphen. */
  casfim: z.string().regex(/^0\d{5,6}$/),
  supervisor: z.string().regex(/^0\d{5}$/),
  /** Banks have columns of their own. Left out: a bank. */
  sector: z.enum(['bank', 'other']).optional(),
  /** Of the branch: postal code or key, as the sector has it. */
  branch: text,
  /** Key of the branch's place in the catalogue of localities. */
  locality: text,
});

const goaml = z.strictObject({
  rentity_id: z.string().regex(/^\d+$/),
  branch: text.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reporter: z.strictObject({ given: text, family: text, occupation: text.optional() }),
});

const institution = z.strictObject({
  /** Its ids in payments and accounts: what is there is ours. */
  ids: z.array(text).min(1),
  name: text,
  country,
  /** `business`: no financial institution; it reports the cash that it receives. */
  kind: z.enum(['financial', 'business']).optional(),
  /** Of a business: its own accounts, into which that cash is paid. */
  accounts: z.array(text).optional(),
  /** Where its days begin and end, as `America/Chicago`. */
  zone: text.optional(),
  address,
  contact: z.strictObject({
    office: text,
    phone,
    extension: z
      .string()
      .regex(/^\d{1,6}$/)
      .optional(),
    email: text.optional(),
  }),
  fincen: fincen.optional(),
  cnbv: cnbv.optional(),
  goaml: goaml.optional(),
});

export type FilingInstitution = Readonly<z.infer<typeof institution>>;

/** Reads the file; every mistake is a fault `filing.institution` with its place. */
export function readInstitution(file: string): FilingInstitution {
  return readDataFile(file, institution, 'filing.institution');
}

/** The same of a text that is at hand. */
export function parseInstitution(yaml: string, file: string): FilingInstitution {
  return readData(yaml, file, institution, 'filing.institution');
}
