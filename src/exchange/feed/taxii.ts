/** TAXII 2.1 (OASIS Standard, 10 June 2021), read only, as pure handlers: a server mounts them. */
import type { Edition } from './edition.js';
import { uuidOf } from './interop-ids.js';
import { type FeedPublisher, type StixObject, stixObjects } from './stix-objects.js';

export const TAXII_TYPE = 'application/taxii+json;version=2.1';
const STIX_TYPE = 'application/stix+json;version=2.1';
const LIMIT_MAX = 1_000;
const CONTENT_BYTES_MAX = 1_048_576;

export interface TaxiiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string | null;
}

export interface TaxiiReply {
  readonly status: 200 | 400 | 404 | 405 | 406;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A feed that whoever asks may read: who that is, the server has asked before. */
export interface TaxiiFeed {
  readonly publisher: FeedPublisher;
  /** Its chain, oldest first; not empty. */
  readonly editions: readonly Edition[];
}

/** Paths: `/taxii2/`, `/taxii2/feeds/`, `/taxii2/feeds/collections/…`. */
export const TAXII_ROOT = '/taxii2/';

/** Answers a request from feeds; the same feeds and request give the same answer. */
export function answerTaxii(request: TaxiiRequest, feeds: readonly TaxiiFeed[]): TaxiiReply {
  const { method, accept, path } = request;
  if (!path.startsWith(TAXII_ROOT)) return refusal(404, 'Not found');
  if (method !== 'GET') return { ...refusal(405, 'Read only'), headers: { allow: 'GET' } };
  if (!accepts(accept)) return refusal(406, 'Not acceptable');
  const parts = path
    .slice(TAXII_ROOT.length)
    .split('/')
    .filter((part) => part !== '');
  const [root, collections, id, what, object, versions] = parts;
  if (root === undefined) return reply(DISCOVERY);
  if (root !== 'feeds') return refusal(404, 'No such API root');
  if (collections === undefined) return reply(API_ROOT);
  if (collections !== 'collections') return refusal(404, 'Not found');
  if (id === undefined) {
    return reply(feeds.length === 0 ? {} : { collections: feeds.map(collectionOf) });
  }
  const feed = feeds.find((each) => collectionId(each) === id);
  if (feed === undefined) return refusal(404, 'No such collection');
  if (what === undefined) return reply(collectionOf(feed));
  const entries = entriesOf(feed).filter((entry) => object === undefined || entry.id === object);
  if (object !== undefined && entries.length === 0) return refusal(404, 'No such object');
  if (what === 'manifest' && object === undefined) return page(request, entries, 'manifest');
  if (what !== 'objects') return refusal(404, 'Not found');
  if (versions === undefined) return page(request, entries, 'objects');
  return versions === 'versions' ? page(request, entries, 'versions') : refusal(404, 'Not found');
}

export function collectionId({ editions, publisher }: TaxiiFeed): string {
  return uuidOf('collection', publisher.node, editions[0]?.feed ?? '');
}

const DISCOVERY = {
  title: 'Puente feeds',
  default: `${TAXII_ROOT}feeds/`,
  api_roots: [`${TAXII_ROOT}feeds/`],
};
const API_ROOT = {
  title: 'Puente feeds',
  versions: [TAXII_TYPE],
  max_content_length: CONTENT_BYTES_MAX,
};

function collectionOf(feed: TaxiiFeed) {
  const last = feed.editions.at(-1);
  return {
    id: collectionId(feed),
    title: last?.title.en ?? '',
    description: last?.title.es ?? '',
    can_read: true,
    can_write: false,
    media_types: [STIX_TYPE],
  };
}

interface Entry {
  readonly id: string;
  readonly version: string;
  readonly date_added: string;
  readonly object: StixObject;
}

/** Versions of objects in the order in which editions added them: it never changes afterwards. */
function entriesOf({ editions, publisher }: TaxiiFeed): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const [at, edition] of editions.entries()) {
    for (const object of stixObjects(editions.slice(0, at + 1), publisher)) {
      const { id } = object;
      const version = object.modified ?? object.created;
      const key = `${id} ${version}`;
      if (entries.has(key)) continue;
      entries.set(key, { id, version, date_added: edition.issued_at, object });
    }
  }
  return [...entries.values()];
}

type Form = 'objects' | 'manifest' | 'versions';

/** `next` is the place in the order of adding, which only ever grows at its end. */
function page({ query }: TaxiiRequest, entries: readonly Entry[], form: Form): TaxiiReply {
  const limit = numberIn(query, 'limit', LIMIT_MAX);
  const start = numberIn(query, 'next', 0);
  const after = query.get('added_after');
  if (limit === null || limit < 1 || start === null) return refusal(400, 'Bad limit or next');
  if (after !== null && Number.isNaN(Date.parse(after))) return refusal(400, 'Bad added_after');
  const latest = new Map(entries.map((entry) => [entry.id, entry.version]));
  const placed = entries
    .map((entry, place) => ({ ...entry, place }))
    .filter((entry) => entry.place >= start && matches(entry, query, form, latest))
    .filter(({ date_added }) => after === null || Date.parse(date_added) > Date.parse(after));
  const shown = placed.slice(0, Math.min(limit, LIMIT_MAX));
  const following = placed[shown.length];
  const more = following === undefined ? {} : { more: true, next: String(following.place) };
  if (shown.length === 0) return reply({});
  const dates = {
    'x-taxii-date-added-first': shown[0]?.date_added ?? '',
    'x-taxii-date-added-last': shown.at(-1)?.date_added ?? '',
  };
  return reply({ ...more, [form]: shown.map((entry) => shape(entry, form)) }, dates);
}

function shape({ id, version, date_added, object }: Entry, form: Form): unknown {
  if (form === 'objects') return object;
  return form === 'versions' ? version : { id, date_added, version, media_type: STIX_TYPE };
}

/** The filters of TAXII: commas are alternatives, filters are joined by and. */
function matches(
  { id, version, object }: Entry,
  query: URLSearchParams,
  form: Form,
  latest: ReadonlyMap<string, string>,
): boolean {
  const asked = (name: string) => query.get(`match[${name}]`)?.split(',') ?? null;
  const [ids, types, specs] = [asked('id'), asked('type'), asked('spec_version')];
  if (ids !== null && !ids.includes(id)) return false;
  if (types !== null && !types.includes(object.type)) return false;
  if (specs !== null && !specs.includes(object.spec_version)) return false;
  const versions = asked('version') ?? [form === 'versions' ? 'all' : 'last'];
  return versions.some(
    (each) => each === 'all' || each === version || (each === 'last' && latest.get(id) === version),
  );
}

function numberIn(query: URLSearchParams, name: string, without: number): number | null {
  const given = query.get(name);
  if (given === null) return without;
  return /^\d{1,9}$/.test(given) ? Number(given) : null;
}

/** Media types that we can give, with or without the version. */
function accepts(accept: string | null): boolean {
  if (accept === null) return true;
  const KNOWN = [TAXII_TYPE, 'application/taxii+json', 'application/*', '*/*'];
  const asked = accept.split(',').map((each) => each.replace(/;\s*q=[\d.]+/, ''));
  return asked.some((each) => KNOWN.includes(each.replaceAll(/\s/g, '').toLowerCase()));
}

function reply(value: unknown, headers: Record<string, string> = {}): TaxiiReply {
  return {
    status: 200,
    headers: { 'content-type': TAXII_TYPE, ...headers },
    body: JSON.stringify(value),
  };
}

function refusal(status: 400 | 404 | 405 | 406, title: string): TaxiiReply {
  const body = JSON.stringify({ title, http_status: String(status) });
  return { status, headers: { 'content-type': TAXII_TYPE }, body };
}
