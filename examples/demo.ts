import type { Bilingual } from '../src/base/index.js';
import { writeWorld } from './world/index.js';

export interface ExampleScheme {
  readonly id: string;
  readonly kind: string;
  readonly title: Bilingual;
  /** Accounts and parties that an alert should name; and all accounts that take part. */
  readonly subjects: readonly string[];
  readonly members: readonly string[];
  /** Ids of the payments that are part of it. */
  readonly payments: readonly string[];
}

export interface WrittenExample {
  readonly files: readonly string[];
  readonly schemes: readonly ExampleScheme[];
  createJudge(protecting: ReadonlySet<string>): (judged: Judged) => boolean;
}

/** Hands the living example to `puente demo` in the form that its judge reads. */
export async function writeExample(
  folder: string,
  options: { readonly seed: string; readonly scale: number; readonly schemes: boolean },
): Promise<WrittenExample> {
  const world = await writeWorld(options, folder);
  const schemes = world.schemes.map(({ id, kind, description, subjects, members }) => ({
    id,
    kind,
    title: description,
    subjects: subjects.map((subject) => subject.id),
    members,
    payments: world.labels.flatMap((label) => (label.scheme_id === id ? [label.payment_id] : [])),
  }));
  return {
    files: world.files,
    schemes,
    createJudge: (protecting) => createJudge(schemes, protecting),
  };
}

/** What a judge needs to know of a finding or an alert. */
export interface Judged {
  readonly typology: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly evidence: readonly string[];
}

/**
 * Tells right from wrong: a finding is right if its subject takes part in a scheme; of a network,
 * if at least half of its payments are of schemes; of a rule that protects likely victims, if one
 * is.
 */
function createJudge(
  schemes: readonly ExampleScheme[],
  protecting: ReadonlySet<string>,
): (judged: Judged) => boolean {
  const members = new Set(schemes.flatMap((scheme) => [...scheme.subjects, ...scheme.members]));
  const payments = new Set(schemes.flatMap((scheme) => scheme.payments));
  return ({ typology, subject, evidence }) => {
    const planted = evidence.filter((id) => payments.has(id)).length;
    if (subject.kind === 'network') return 2 * planted >= evidence.length;
    return members.has(subject.id) || (protecting.has(typology) && planted > 0);
  };
}
