/** Reads BODS 0.4: a JSON array, or lines, of statements. */
import { readJsonRecords } from '../json-records.js';
import type { StatementFormat, StatementInput, StatementSink } from '../reader.js';
import { holderOfRecord } from './holders.js';
import { interestsOfRecord } from './interests.js';
import type { PlacedHit } from './network-rules.js';
import { BodsRules } from './rules.js';
import { asStatement, type BodsStatement } from './statement.js';
import { loseUncarried } from './uncarried.js';

export const bods: StatementFormat = {
  id: 'bods-0.4',
  recognise: (head) => /"(statementId|recordDetails)"\s*:/.test(head) && head.includes('"record'),
  read: readBods,
};

/** Statements are kept until the end, because those of one record belong together. */
async function readBods(input: StatementInput, sink: StatementSink): Promise<void> {
  const { options } = input;
  const rules = new BodsRules(options.today);
  const records = new Map<string, BodsStatement[]>();
  for await (const record of readJsonRecords(input.bytes, input.head)) {
    if ('code' in record) {
      sink.reject(record.code, record.value, record);
      continue;
    }
    const { object, line } = record;
    for (const { pointer, reason } of options.bods_schema?.mistakes(object) ?? []) {
      const params = { pointer: pointer || '/', reason };
      sink.find({ severity: 'error', code: 'ownership-formats.bods_schema', params }, record);
    }
    const statement = asStatement(object, line);
    if ('missing' in statement) {
      sink.reject('bods_incomplete', statement.missing, record);
      continue;
    }
    sink.kept();
    sink.published(statement.published_on, statement.version);
    for (const found of rules.add(statement)) giveHit({ ...found, line }, sink);
    loseUncarried(statement, sink);
    const series = records.get(statement.record_id);
    if (series) series.push(statement);
    else records.set(statement.record_id, [statement]);
  }
  for (const found of rules.finish()) giveHit(found, sink);
  for (const series of records.values()) giveRecord(inOrder(series), input, sink);
}

function giveHit({ rule, params, line }: PlacedHit, sink: StatementSink): void {
  sink.find({ severity: 'warning', code: `ownership-formats.bods_${rule}`, params }, { line });
}

function giveRecord(
  series: readonly BodsStatement[],
  { options }: StatementInput,
  sink: StatementSink,
): void {
  if (series[0]?.type === 'relationship')
    for (const interest of interestsOfRecord(series, sink, options)) sink.interest(interest);
  else {
    const holder = holderOfRecord(series, sink, options);
    if (holder) sink.holder(holder);
  }
}

/** By date where each has one; statements of one day stay as the file has them. */
function inOrder(series: readonly BodsStatement[]): readonly BodsStatement[] {
  if (series.some(({ date }) => date === null)) return series;
  return [...series].sort(
    (a, b) => Number(`${a.date}` > `${b.date}`) - Number(`${a.date}` < `${b.date}`),
  );
}
