/**
 * Rules of a beneficial ownership information report that its schema does not hold to: FinCEN,
 * BOIR System-to-System XML User Guide 1.0.1 (8 April 2024), attachment A.
 */
import { dayOfDigits } from '../dates.js';
import { elementAt, elementsOf, type XmlElement, xmlTextAt } from '../xml-records.js';
import { companyMistakes } from './company-rules.js';
import { type BoirMistake, when } from './mistake.js';
import { APPLICANT, COMPANY, OWNER, partiesOf } from './party.js';
import { personMistakes } from './person-rules.js';

const PARTIES_MAX = 99;
const FLAGS = [
  'CorrectsAmendsPriorReportIndicator',
  'InitialReportIndicator',
  'ReportingCompanyBecameExemptIndicator',
  'UpdatePriorReportIndicator',
];

/** Everything in a report that the guide does not allow, in the order of the form. */
export function boirMistakes(activity: XmlElement, today: string): readonly BoirMistake[] {
  const companies = partiesOf(activity, COMPANY);
  const applicants = partiesOf(activity, APPLICANT);
  const owners = partiesOf(activity, OWNER);
  const [company] = companies;
  const is_exempt = flagIn(activity, 'ReportingCompanyBecameExemptIndicator');
  return [
    ...flagMistakes(activity),
    ...dateMistakes(activity, today),
    ...sequenceMistakes(activity),
    ...when(companies.length > 1 || (companies.length === 0 && !is_exempt), 'company', {
      count: companies.length,
    }),
    ...when(is_exempt && activityParties(activity) > 0, 'exempt_parties', {
      count: activityParties(activity),
    }),
    ...[applicants, owners].flatMap((list) =>
      when(list.length > PARTIES_MAX, 'parties', { count: list.length, most: PARTIES_MAX }),
    ),
    ...(company ? companyMistakes(company, { applicants, owners }) : []),
    ...applicants.flatMap((party) => personMistakes(party, today)),
    ...owners.flatMap((party) => personMistakes(party, today)),
  ];
}

function activityParties(activity: XmlElement): number {
  return elementsOf(activity, 'Party').length;
}

function flagIn(activity: XmlElement, name: string): boolean {
  return xmlTextAt(activity, 'ActivityAssociation', name) === 'Y';
}

/** Exactly one of the four; those that correct or update name the report before. */
function flagMistakes(activity: XmlElement): BoirMistake[] {
  const set = FLAGS.filter((name) => flagIn(activity, name));
  const is_first = flagIn(activity, 'InitialReportIndicator');
  const name = xmlTextAt(activity, 'EFilingPriorReportingCompanyName');
  const number = xmlTextAt(activity, 'EFilingPriorReportingCompanyIdentificationNumberText');
  return [
    ...when(set.length !== 1, 'filing_type', { count: set.length }),
    ...when(set.length === 1 && !is_first && (!name || !number), 'prior_report', {}),
  ];
}

function dateMistakes(activity: XmlElement, today: string): BoirMistake[] {
  const prepared = xmlTextAt(activity, 'ApprovalOfficialSignatureDateText');
  const day = dayOfDigits(prepared);
  const filing = elementAt(activity, 'FilingDateText');
  return [
    ...when(day === null || day > today, 'date', { date: prepared ?? '' }),
    ...when(filing === null || filing.text !== '', 'filing_date', { date: filing?.text ?? '' }),
  ];
}

/** Every complex element has a number of its own. */
function sequenceMistakes(activity: XmlElement): BoirMistake[] {
  const seen = new Set<string>();
  const mistakes: BoirMistake[] = [];
  const visit = (element: XmlElement) => {
    const number = element.attributes.SeqNum;
    const is_complex = element.children.length > 0;
    const is_wrong = number === undefined ? is_complex : !/^\d{1,19}$/.test(number);
    if (is_wrong || (number !== undefined && seen.has(number)))
      mistakes.push({ rule: 'sequence', params: { element: element.name, number: number ?? '' } });
    if (number !== undefined) seen.add(number);
    element.children.forEach(visit);
  };
  visit(activity);
  return mistakes.slice(0, PARTIES_MAX);
}
