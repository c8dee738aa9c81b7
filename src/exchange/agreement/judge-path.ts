/** Whether a message may cross, and what is missing if it may not. */
import { isoTime } from '../../base/index.js';
import type { Agreement, AgreementParty, IdType } from './agreement.js';
import type { DataClass, LegalBasis, LegalPath, LegalPaths } from './legal-paths.js';
import { holds, type Permit, type PermitKind } from './permit.js';

/** What is asked of the matrix: one sender, one receiver, one class of data, one moment. */
export interface PathQuestion {
  readonly agreement: Agreement;
  readonly agreement_id: string;
  readonly from: AgreementParty;
  readonly to: AgreementParty;
  readonly informs: DataClass;
  readonly id_types: readonly IdType[];
  readonly at_ms: number;
  /** Permits on file here, of both ends. */
  readonly permits: readonly Permit[];
}

/** The answer. Denied unless every need of one path is met. */
export interface PathAnswer {
  readonly allowed: boolean;
  readonly basis: LegalBasis | null;
  readonly missing: readonly ('path' | 'basis' | 'agreement' | PermitKind)[];
  /** Questions of law that stand open on this path. */
  readonly open: readonly LegalBasis[];
  /** Permits that open it, for the record of the disclosure. */
  readonly permits: readonly string[];
}

/** Default-deny: counts and customers need a path, what is about nobody only the agreement. */
export function judgePath(paths: LegalPaths, question: PathQuestion): PathAnswer {
  const { agreement, at_ms, informs, from, to } = question;
  const now = isoTime(at_ms);
  const inForce = agreement.effective_at <= now && now < agreement.expires_at;
  if (!inForce) return denied(['agreement']);
  if (informs === 'nothing' || informs === 'strategic') {
    return { allowed: true, basis: null, missing: [], open: [], permits: [] };
  }
  const path = paths.paths.find((each) => isEnd(each.from, from) && isEnd(each.to, to));
  if (path === undefined) return denied(['path']);
  return judgeNeeds(paths, path, question, now);
}

function judgeNeeds(
  paths: LegalPaths,
  path: LegalPath,
  question: PathQuestion,
  now: string,
): PathAnswer {
  const named = question.from.legal_bases.find((id) => path.bases.includes(id));
  const basis = paths.bases.find(({ id }) => id === named);
  const today = now.slice(0, 10);
  const valid =
    basis !== undefined &&
    path.bases.includes(basis.id) &&
    basis.from <= today &&
    (basis.until === null || today < basis.until);
  const found = path.needs
    .filter((need): need is PermitKind => need !== 'agreement')
    .map((need) => ({ need, permits: permitsFor(need, question) }));
  const missing = [
    ...(valid ? [] : (['basis'] as const)),
    ...found.filter(({ permits }) => permits === null).map(({ need }) => need),
  ];
  const open = path.bases
    .map((id) => paths.bases.find((each) => each.id === id))
    .filter((each) => each !== undefined)
    .filter((each) => each.open !== null);
  const permits = found.flatMap((each) => (each.permits ?? []).map(({ id }) => id));
  return { allowed: missing.length === 0, basis: basis ?? null, missing, open, permits };
}

/** The permits that meet a need, or null where one is lacking. A registration is asked of both. */
function permitsFor(need: PermitKind, question: PathQuestion): readonly Permit[] | null {
  const { from, to } = question;
  const holders = need === 'registration' || need === 'named_officers' ? [from, to] : [from];
  const met = holders.map((holder) =>
    question.permits.find(
      (permit) =>
        permit.kind === need &&
        permit.holder === holder.node &&
        holds(permit, question.at_ms) &&
        covers(permit, question),
    ),
  );
  return met.every((permit) => permit !== undefined) ? met : null;
}

function covers({ kind, body }: Permit, question: PathQuestion): boolean {
  const { agreement_id, to, id_types } = question;
  if (kind === 'policy') return body.to_country === to.country;
  if (kind === 'release') return body.agreement === agreement_id && body.to === to.node;
  if (kind !== 'opinion') return true;
  const types = body.id_types as readonly string[];
  return (
    body.agreement === agreement_id &&
    body.to_country === to.country &&
    question.from.legal_bases.includes(String(body.legal_basis)) &&
    id_types.every((type) => types.includes(type))
  );
}

function isEnd(end: { readonly country: string; readonly role: string }, party: AgreementParty) {
  return end.country === party.country && end.role === party.role;
}

function denied(missing: PathAnswer['missing']): PathAnswer {
  return { allowed: false, basis: null, missing, open: [], permits: [] };
}
