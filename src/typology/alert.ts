import type { Bilingual } from '../base/index.js';
import type { Alert, Citation, Finding } from '../model/index.js';
import type { Typology } from './ast.js';
import type { Catalogue } from './catalogue.js';
import { explainFinding, type Voices } from './explain.js';
import { describeFinding, scopeOf } from './finding.js';
import { type PrecisionTable, promoteFindings } from './promote.js';
import type { RawFinding, SubjectRecord } from './results.js';

export interface AlertRequest {
  readonly catalogue: Catalogue;
  readonly precision: PrecisionTable;
  readonly subjects: readonly SubjectRecord[];
  readonly reporting_currency: string;
  readonly voices: Voices;
}

export interface Alerts {
  readonly findings: readonly Finding[];
  /** Ranked: the first is the one to look at first. */
  readonly alerts: readonly Alert[];
}

/** Turns the raw findings of a run into findings and alerts that explain themselves. */
export function makeAlerts(raw: readonly RawFinding[], request: AlertRequest): Alerts {
  const { catalogue, precision, subjects } = request;
  const typologies = new Map(catalogue.typologies.map((typology) => [typology.id, typology]));
  const records = new Map(subjects.map((subject) => [`${subject.kind} ${subject.id}`, subject]));
  const rawById = new Map<string, RawFinding>();
  const findings = raw.map((item) => {
    const finding = describeFinding(item, need(typologies, item.typology), catalogue.laws);
    rawById.set(finding.id, item);
    return finding;
  });
  const recordOf = (finding: Finding) =>
    records.get(`${finding.subject.kind} ${finding.subject.id}`);
  const promoted = promoteFindings(findings, typologies, precision, (finding) => {
    const party =
      finding.subject.kind === 'party' ? finding.subject.id : recordOf(finding)?.party_id;
    return party ? `party ${party}` : `account ${finding.subject.id}`;
  });
  const alerts = promoted.map(({ finding, ground, corroboration, rank_score }): Alert => {
    const typology = need(typologies, finding.typology);
    const record = recordOf(finding);
    const scope = scopeOf(need(rawById, finding.id), catalogue.laws);
    const subject = nameSubject(finding, record?.name ?? null, request.voices);
    return {
      id: finding.id,
      finding,
      ground,
      corroboration: corroboration.map(({ id, typology: name, family }) => ({
        finding_id: id,
        typology: name,
        family,
      })),
      rank_score,
      title: typology.text.title,
      sentence: explainFinding(
        typology,
        scope,
        subject,
        request.reporting_currency,
        request.voices,
      ),
      citations: citationsOf(typology, catalogue),
      owner: record?.party_id ? { kind: 'party', id: record.party_id } : finding.subject,
      institution_id: record?.institution_id ?? null,
      subject_name: record?.name ?? null,
    };
  });
  return { findings, alerts };
}

/** The published red flags a typology stands on, each with how well it was checked. */
export function citationsOf(typology: Typology, catalogue: Catalogue): Citation[] {
  return typology.sources.flatMap(({ document, flag }) => {
    const source = catalogue.sources[document];
    if (!source) return [];
    const { issuer, title, date, address, flags } = source;
    const verification = flags[flag] ?? 'unverified';
    return [{ document, issuer, title, date, locator: flag, address, verification }];
  });
}

function nameSubject(finding: Finding, name: string | null, voices: Voices): Bilingual {
  const { kind, id } = finding.subject;
  const key = kind === 'party' && name ? 'typology.subject.party' : 'typology.subject.account';
  const values = { id, name: name ?? id };
  return { en: voices.en.say(key, values), es: voices.es.say(key, values) };
}

function need<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing known of ${String(key)}`);
  return value;
}
