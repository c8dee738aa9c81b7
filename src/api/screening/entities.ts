import { isoTime } from '../../base/index.js';
import {
  type ListInForce,
  type NestedEntityJson,
  nestedEntityOf,
  type ScreeningDesk,
  type Seen,
} from '../../screening/index.js';
import { type Asked, paramsOf, readAs, refuse } from '../answer.js';
import { entityParamsSchema } from './questions.js';
import { saidOf } from './scope.js';

/**
 * `GET /entities/{id}` with what hangs on it, `/adjacent` with that apart, `/adjacent/{property}`
 * with one property’s. An id may be `list/id` where two lists have the same.
 */
export async function entityRoute(context: Asked, desk: ScreeningDesk): Promise<Response> {
  const asked = readAs(context, entityParamsSchema, 'query', paramsOf(context));
  if ('refused' in asked) return asked.refused;
  const path = /^(.+?)(?:\/adjacent(?:\/(\w+))?)?$/.exec(context.req.param('id') ?? '');
  const [whole = '', id = '', property] = path ?? [];
  const lists = desk.lists();
  const listing = await desk.listing(id);
  const list = lists.find((each) => each.id === listing?.list);
  if (listing === null || list === undefined) return refuse(context, 404, 'api.no_entity');
  const entity = nestedEntityOf(listing, seenOf(listing.listed_on, list));
  const said = saidOf([list]);
  const { limit, offset, nested } = asked.read;
  if (whole === id) {
    return context.json({ ...(nested ? entity : withoutNested(entity)), ...said });
  }
  const page = (name: string) => {
    const all = entitiesIn(entity, name);
    const total = { value: all.length, relation: 'eq' };
    return { results: all.slice(offset, offset + limit), total, limit, offset };
  };
  if (property !== undefined) return context.json({ ...page(property), ...said });
  const names = Object.keys(entity.properties).filter(
    (name) => entitiesIn(entity, name).length > 0,
  );
  const adjacent = Object.fromEntries(names.map((name) => [name, page(name)]));
  return context.json({ entity: withoutNested(entity), adjacent, ...said });
}

/**
 * First seen is the day that the list itself names. An entry may have changed with any version, so
 * the last change is when the version in force came: who looks for changes misses none.
 */
export function seenOf(listed_on: string | null, list: ListInForce): Seen {
  const imported = isoTime(list.imported_at);
  return {
    first_seen: listed_on,
    last_seen: list.checked_at === null ? imported : isoTime(list.checked_at),
    last_change: imported,
  };
}

function entitiesIn(entity: NestedEntityJson, property: string): NestedEntityJson[] {
  const values = Object.hasOwn(entity.properties, property) ? entity.properties[property] : [];
  return (values ?? []).filter((value) => typeof value !== 'string');
}

function withoutNested(entity: NestedEntityJson): NestedEntityJson {
  const flat = Object.entries(entity.properties).filter(
    ([name]) => entitiesIn(entity, name).length === 0,
  );
  return { ...entity, properties: Object.fromEntries(flat) };
}
