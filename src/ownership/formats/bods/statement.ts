/** A BODS 0.4 statement as far as its shape can be trusted without the official schema. */
import { dayOf } from '../dates.js';
import { objectAt, textAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';

export type RecordType = 'entity' | 'person' | 'relationship';

/** A claim about a record on a day. What a record says may change from statement to statement. */
export interface BodsStatement {
  readonly statement_id: string | null;
  readonly record_id: string;
  readonly type: RecordType;
  readonly status: string | null;
  /** Day on which it was declared. */
  readonly date: string | null;
  readonly published_on: string | null;
  /** Of the standard, as the statement says. */
  readonly version: string | null;
  readonly details: JsonObject;
  readonly whole: JsonObject;
  readonly line: number;
}

/** The statement in an object, or the field without which nothing can be understood. */
export function asStatement(
  whole: JsonObject,
  line: number,
): BodsStatement | { readonly missing: string } {
  const record_id = textAt(whole, 'recordId');
  const type = textAt(whole, 'recordType');
  const details = objectAt(whole, 'recordDetails');
  if (record_id === null) return { missing: 'recordId' };
  if (!isRecordType(type)) return { missing: 'recordType' };
  if (details === null) return { missing: 'recordDetails' };
  if (type === 'relationship' && partyOf(details, 'subject') === null)
    return { missing: 'recordDetails.subject' };
  return {
    statement_id: textAt(whole, 'statementId'),
    record_id,
    type,
    status: textAt(whole, 'recordStatus'),
    date: dayOf(textAt(whole, 'statementDate')),
    published_on: dayOf(textAt(whole, 'publicationDetails', 'publicationDate')),
    version: textAt(whole, 'publicationDetails', 'bodsVersion'),
    details,
    whole,
    line,
  };
}

/** Who is named as subject or interested party: a record, or a reason why none is. */
function partyOf(
  details: JsonObject,
  role: 'subject' | 'interestedParty',
): { readonly record_id: string } | { readonly reason: string } | null {
  const record_id = textAt(details, role);
  if (record_id !== null) return { record_id };
  const reason = textAt(details, role, 'reason');
  return reason === null ? null : { reason };
}

/** The record that is named, or null. */
export function recordOf(details: JsonObject, role: 'subject' | 'interestedParty'): string | null {
  const party = partyOf(details, role);
  return party && 'record_id' in party ? party.record_id : null;
}

function isRecordType(type: string | null): type is RecordType {
  return type === 'entity' || type === 'person' || type === 'relationship';
}
