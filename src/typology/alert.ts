import type { Bilingual } from '../base/index.js';
import type { Alert, Citation, Finding, Subject } from '../model/index.js';
import type { Typology } from './ast.js';
import type { Catalogue } from './catalogue.js';
import { explainFinding, type Voices } from './explain.js';
import { describeFinding, scopeOf } from './finding.js';
import { type PrecisionTable, promoteFindings } from './promote.js';
import type { RawFinding, SubjectRecord } from './results.js';
import { type SubjectNetworks, subjectKey } from './subject-networks.js';

export interface AlertRequest {
  readonly catalogue: Catalogue;
  readonly precision: PrecisionTable;
  readonly subjects: readonly SubjectRecord[];
  readonly networks: SubjectNetworks;
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
  const { catalogue, precision, subjects, networks } = request;
  const typologies = new Map(catalogue.typologies.map((typology) => [typology.id, typology]));
  const records = new Map(subjects.map((subject) => [subjectKey(subject), subject]));
  const rawById = new Map<string, RawFinding>();
  const findings = raw.map((item) => {
    const finding = describeFinding(item, need(typologies, item.typology), catalogue.laws);
    rawById.set(finding.id, item);
    return finding;
  });
  const recordOf = ({ subject }: Finding) => records.get(subjectKey(subject));
  const networkOf = ({ subject }: Finding) => networks.get(subjectKey(subject)) ?? null;
  const promoted = promoteFindings(findings, typologies, precision, {
    ownerOf: (finding) => subjectKey(ownerOf(finding, recordOf(finding))),
    networkOf: (finding) => networkOf(finding)?.id ?? null,
  });
  const alerts = promoted.map(({ finding, ground, corroboration, rank_score }): Alert => {
    const typology = need(typologies, finding.typology);
    const record = recordOf(finding);
    const scope = scopeOf(need(rawById, finding.id), catalogue.laws);
    const network = networkOf(finding);
    const subject_name =
      record?.name ?? (finding.subject.kind === 'network' && network ? `#${network.rank}` : null);
    const subject = nameSubject(finding, subject_name, request.voices);
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
      owner: ownerOf(finding, record),
      institution_id: record?.institution_id ?? null,
      subject_name,
      network,
    };
  });
  return { findings, alerts };
}

/** Who stands behind a finding: an account's holder where known, else its subject. */
function ownerOf({ subject }: Finding, record: SubjectRecord | undefined): Subject {
  return record?.party_id ? { kind: 'party', id: record.party_id } : subject;
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
  const key = `typology.subject.${kind !== 'account' && name ? kind : 'account'}`;
  const values = { id, name: name ?? id };
  return { en: voices.en.say(key, values), es: voices.es.say(key, values) };
}

function need<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`nothing known of ${String(key)}`);
  return value;
}
