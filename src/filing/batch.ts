import { z } from 'zod';
import { Fault, Faults } from '../base/index.js';
import { type XmlFormatting, xmlFormatting } from './document/formatting.js';
import { type Filing, filing } from './filing.js';

/** Filings of one file as JSON carries them. */
export interface Batch {
  readonly filings: readonly Filing[];
  /** How the file was written that they were read from; null: as we write. */
  readonly formatting: XmlFormatting | null;
}

const envelope = z.looseObject({
  filings: z.array(z.unknown()),
  formatting: xmlFormatting.nullish(),
});

/** Faults told of one file: more would hide the first. */
const FAULTS_MAX = 20;

/**
 * Reads what `puente file read` and `draft` wrote, or a filing, or a list of filings. Throws
 * `Faults` `filing.json` (no JSON) and `filing.shape`, each with the path of what is wrong.
 */
export function readBatch(text: string, file: string): Batch {
  const said = parseFilingJson(text, file);
  const held = envelope.safeParse(said);
  if (held.success) {
    const { filings, formatting } = held.data;
    return { filings: filingsOf(filings, 'filings', file), formatting: formatting ?? null };
  }
  const isBatch = typeof said === 'object' && said !== null && 'filings' in said;
  if (isBatch) throw new Faults(shapeFaults(held.error, '', file));
  const filings = filingsOf(Array.isArray(said) ? said : [said], '', file);
  return { filings, formatting: null };
}

/** What a JSON file of ours says. Throws a Fault `filing.json` where it is none. */
export function parseFilingJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('filing.json', { reason }, { file });
  }
}

function filingsOf(given: readonly unknown[], at: string, file: string): readonly Filing[] {
  const faults: Fault[] = [];
  const filings = given.flatMap((each, index) => {
    const held = filing.safeParse(each);
    if (held.success) return [held.data];
    faults.push(...shapeFaults(held.error, `${at}[${index}]`, file));
    return [];
  });
  if (faults.length > 0) throw new Faults(faults.slice(0, FAULTS_MAX));
  return filings;
}

function shapeFaults(error: z.ZodError, at: string, file: string): Fault[] {
  return error.issues.map(({ path, message }) => {
    const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
    return new Fault('filing.shape', { path: `${at}${steps.join('')}`, reason: message }, { file });
  });
}
