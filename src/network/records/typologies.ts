import type { Bilingual } from '../../base/index.js';
import {
  type DossierTypology,
  type Finding,
  type NetworkDossier,
  SEVERITIES,
} from '../../model/index.js';

/** What of a finding tells whom and what it touches. */
export type FindingMark = Pick<
  Finding,
  'typology' | 'version' | 'subject' | 'severity' | 'evidence'
>;

/**
 * Tells which typologies touch a network: findings on it, on a member or its holder, or with a
 * payment of the network among their evidence (of which a finding keeps
 * `LIMITS.evidence_payments_max`).
 * Findings are sorted once, for any number of networks.
 */
export function typologiesTouching(
  findings: readonly FindingMark[],
  titles: ReadonlyMap<string, Bilingual>,
): (dossier: NetworkDossier) => DossierTypology[] {
  const bySubject = new Map<string, FindingMark[]>();
  const byPayment = new Map<string, FindingMark[]>();
  for (const finding of findings) {
    add(bySubject, `${finding.subject.kind}:${finding.subject.id}`, finding);
    for (const payment of new Set(finding.evidence)) add(byPayment, payment, finding);
  }
  return (dossier) => {
    const touching = new Map<string, Touched>();
    const touch = (finding: FindingMark) => {
      const own = touching.get(finding.typology) ?? {
        findings: new Set(),
        members: new Set(),
        payments: new Set(),
        itself: new Set(),
      };
      touching.set(finding.typology, own);
      own.findings.add(finding);
      return own;
    };
    for (const { account_id, party_id } of dossier.members)
      for (const key of [`account:${account_id}`, `party:${party_id}`])
        for (const finding of bySubject.get(key) ?? []) touch(finding).members.add(account_id);
    for (const finding of bySubject.get(`network:${dossier.network.id}`) ?? [])
      touch(finding).itself.add(finding);
    for (const { id } of dossier.payments)
      for (const finding of byPayment.get(id) ?? []) touch(finding).payments.add(id);
    return [...touching].map(([id, own]) => row(id, own, titles)).sort(gravest);
  };
}

interface Touched {
  readonly findings: Set<FindingMark>;
  readonly members: Set<string>;
  readonly payments: Set<string>;
  readonly itself: Set<FindingMark>;
}

function row(
  typology: string,
  { findings, members, payments, itself }: Touched,
  titles: ReadonlyMap<string, Bilingual>,
): DossierTypology {
  const marks = [...findings];
  const grave = Math.max(...marks.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return {
    typology,
    version: marks[0]?.version ?? '',
    title: titles.get(typology) ?? null,
    severity: SEVERITIES[grave] ?? 'low',
    findings: findings.size,
    members: members.size,
    payments: payments.size,
    itself: itself.size,
  };
}

function gravest(a: DossierTypology, b: DossierTypology): number {
  const grade = SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
  return grade || b.findings - a.findings || (a.typology < b.typology ? -1 : 1);
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
