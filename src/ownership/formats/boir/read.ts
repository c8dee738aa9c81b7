/** Reads beneficial ownership information reports (FinCEN BOIR XML), held to their guide. */
import { derivedId } from '../../../base/index.js';
import type { Holder, Source } from '../../statement.js';
import { countryOf } from '../country.js';
import { dayOfDigits } from '../dates.js';
import { draftHolder, draftInterest, sourceOf } from '../drafts.js';
import type { RecordPlace, StatementFormat, StatementInput, StatementSink } from '../reader.js';
import { elementAt, readXmlRecords, type XmlElement, xmlTextAt } from '../xml-records.js';
import {
  APPLICANT,
  addressText,
  bornOn,
  COMPANY,
  countryIn,
  identifiersOf,
  isPerson,
  nameOf,
  OWNER,
  otherNamesOf,
  partiesOf,
} from './party.js';
import { boirMistakes } from './rules.js';
import { boirScopeOn } from './scope.js';

export const boir: StatementFormat = {
  id: 'fincen-boir',
  recognise: (head) =>
    /<(?:\w+:)?EFilingSubmissionXML\b/.test(head) &&
    /BOIRSchema|ActivityPartyTypeCode>6[234]<|RequestFinCENIDIndicator/.test(head),
  read: readBoir,
};

const NAMES = { records: ['EFilingSubmissionXML'], skip: [] };

async function readBoir(input: StatementInput, sink: StatementSink): Promise<void> {
  for await (const record of readXmlRecords(input.bytes, NAMES)) {
    if ('code' in record) sink.reject(record.code, record.value, record);
    else giveReport(elementAt(record.element, 'Activity'), input, sink, record);
  }
}

function giveReport(
  activity: XmlElement | null,
  { options }: StatementInput,
  sink: StatementSink,
  place: RecordPlace,
): void {
  if (!activity) {
    sink.reject('boir_no_activity', 'Activity', place);
    return;
  }
  const prepared_on = dayOfDigits(xmlTextAt(activity, 'ApprovalOfficialSignatureDateText'));
  for (const { rule, params } of boirMistakes(activity, options.today))
    sink.find({ severity: 'error', code: `ownership-formats.boir_${rule}`, params }, place);
  const [company] = partiesOf(activity, COMPANY);
  if (!company) {
    // A company that has become exempt names itself in the report before.
    sink.reject(
      'boir_no_company',
      xmlTextAt(activity, 'EFilingPriorReportingCompanyName') ?? '',
      place,
    );
    return;
  }
  sink.kept();
  findScope(company, prepared_on ?? options.today, sink, place);
  const source = sourceOf('FinCEN BOIR', prepared_on, options);
  const subject = holderOf(company, source);
  sink.holder(subject);
  for (const party of partiesOf(activity, APPLICANT)) {
    sink.holder(holderOf(party, source));
    sink.lose('company applicant', 'unknown_here', subject.id);
  }
  for (const party of partiesOf(activity, OWNER)) {
    const owner = holderOf(party, source);
    sink.holder(owner);
    if (xmlTextAt(party, 'ParentOrLegalGuardianForMinorChildIndicator') === 'Y')
      sink.lose('ParentOrLegalGuardianForMinorChildIndicator', 'unknown_here', owner.id);
    sink.interest(
      draftInterest({
        subject: subject.id,
        owner: owner.id,
        // The form does not say whether it is a quarter of the shares or substantial control.
        kind: 'unknown',
        known_from: prepared_on,
        source: { ...source, place: `${source.place} ${owner.id}` },
      }),
    );
  }
}

/** Whom the rule of that day asks: since March 2025 foreign companies alone. */
function findScope(
  company: XmlElement,
  day: string,
  sink: StatementSink,
  place: RecordPlace,
): void {
  const scope = boirScopeOn(day);
  const is_domestic = xmlTextAt(company, 'FormationCountryCodeText') === 'US';
  if (scope && (is_domestic ? scope.domestic_companies : scope.foreign_companies)) return;
  const params = { day, source: scope?.source ?? '31 CFR 1010.380' };
  sink.find({ severity: 'warning', code: 'ownership-formats.boir_scope', params }, place);
}

/** Known by its first identifier, else by name, day of birth and country. */
function holderOf(party: XmlElement, source: Source): Holder {
  const identifiers = identifiersOf(party);
  const [first] = identifiers;
  const name = nameOf(party);
  const born_on = bornOn(party);
  const formed_in = countryOf(xmlTextAt(party, 'FormationCountryCodeText'));
  const kind = formed_in !== null || !isPerson(party) ? 'organisation' : 'person';
  const is_bare = name === null && born_on === null;
  return draftHolder({
    id: first
      ? `${first.scheme}-${first.value}`
      : derivedId('boir', name ?? '', born_on ?? '', countryIn(party) ?? ''),
    kind: is_bare ? 'unknown' : kind,
    name,
    other_names: otherNamesOf(party),
    country: formed_in ?? countryOf(countryIn(party)),
    addresses: [addressText(party)].filter((text) => text !== null),
    identifiers,
    born_on,
    source,
  });
}
