/** Rules on one statement as a whole: dates that lie ahead, annotations that point nowhere. */
import { isTrueAt, objectsAt, textAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';
import { hit, type RuleHit, when } from './hit.js';
import type { BodsStatement } from './statement.js';

/** The version that is read; what says that it is of another may mean something else. */
const SUPPORTED = '0.4';

export function statementRules({ whole, version }: BodsStatement, today: string): RuleHit[] {
  const ahead = (rule: string, date: string | null) =>
    when(date !== null && date.slice(0, 10) > today, rule, { date: date ?? '' });
  const annotations = objectsAt(whole, 'annotations');
  return [
    ...ahead('retrieved_ahead', textAt(whole, 'source', 'retrievedAt')),
    ...ahead('statement_ahead', textAt(whole, 'statementDate')),
    ...ahead('publication_ahead', textAt(whole, 'publicationDetails', 'publicationDate')),
    ...annotations.flatMap((each) => ahead('annotation_ahead', textAt(each, 'creationDate'))),
    ...annotations.flatMap((each) => pointerRule(each, whole)),
    ...when(version !== null && version !== SUPPORTED, 'version', { version: version ?? '' }),
    ...unspecifiedRule(whole),
  ];
}

/** RFC 6901: the pointer leads to something in this statement; the empty one to all of it. */
function pointerRule(annotation: JsonObject, whole: JsonObject): RuleHit[] {
  const pointer = annotation.statementPointerTarget;
  if (typeof pointer !== 'string' || pointer === '') return [];
  const [root, ...parts] = pointer.split('/');
  let found: unknown = root === '' ? whole : undefined;
  for (const part of parts) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? (found as Record<string, unknown>)[key]
        : undefined;
  }
  return when(found === undefined, 'annotation_pointer', { pointer });
}

/** Who is anonymous or unknown has a reason for it. */
function unspecifiedRule(whole: JsonObject): RuleHit[] {
  const type =
    textAt(whole, 'recordDetails', 'personType') ??
    textAt(whole, 'recordDetails', 'entityType', 'type') ??
    '';
  if (!/^(anonymous|unknown)/.test(type)) return [];
  const details = ['unspecifiedPersonDetails', 'unspecifiedEntityDetails'];
  const has_reason = details.some(
    (each) => textAt(whole, 'recordDetails', each, 'reason') !== null,
  );
  return has_reason || isTrueAt(whole, 'recordDetails', 'isComponent')
    ? []
    : [hit('unspecified', { type })];
}
