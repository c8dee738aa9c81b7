/** An LEI record as a holder, whatever format it came in. */
import { checkIdentifier } from '../../../model/index.js';
import type { Holder, Source } from '../../statement.js';
import { draftHolder } from '../drafts.js';
import type { RecordPlace, StatementSink } from '../reader.js';
import { LEI_SCHEME, leiId } from './relations.js';

export interface LeiRecord {
  readonly lei: string | null;
  readonly name: string | null;
  readonly other_names: readonly string[];
  readonly jurisdiction: string | null;
  readonly country: string | null;
  readonly addresses: readonly string[];
  readonly register: string | null;
  readonly register_id: string | null;
  readonly category: string | null;
  readonly founded_on: string | null;
  readonly dissolved_on: string | null;
  readonly source: Source;
}

/** Keeps an LEI record; a wrong check digit is a warning, since the register itself says it. */
export function giveEntity(record: LeiRecord, sink: StatementSink, place: RecordPlace): void {
  const { lei, name } = record;
  if (!lei || !name) {
    sink.reject('gleif_incomplete', [lei, name].join(' '), place);
    return;
  }
  for (const { code, params } of checkIdentifier('lei', lei).findings)
    sink.find({ severity: 'warning', code, params }, place);
  sink.kept();
  sink.holder(holderOf({ ...record, lei, name }));
}

function holderOf(record: LeiRecord & { lei: string; name: string }): Holder {
  const { lei, register, register_id } = record;
  const local = register && register_id ? [{ scheme: register, value: register_id }] : [];
  return draftHolder({
    id: leiId(lei),
    kind: kindOf(record.category),
    name: record.name,
    other_names: [...new Set(record.other_names)].filter((each) => each !== record.name),
    country: record.jurisdiction?.slice(0, 2) ?? record.country,
    addresses: [...new Set(record.addresses)],
    identifiers: [{ scheme: LEI_SCHEME, value: lei }, ...local],
    born_on: record.founded_on,
    dissolved_on: record.dissolved_on,
    source: record.source,
  });
}

function kindOf(category: string | null): Holder['kind'] {
  if (category === 'SOLE_PROPRIETOR') return 'person';
  return category === 'RESIDENT_GOVERNMENT_ENTITY' ? 'state' : 'organisation';
}
