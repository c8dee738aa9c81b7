/** Reads a STIX 2.1 bundle into items that officers may publish or look at; nothing is trusted. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import type { PURPOSE_CODES } from '../agreement/index.js';
import { type FeedItem, itemSchema } from './edition.js';
import { FEED_EXTENSION } from './stix-objects.js';
import { readPattern } from './stix-pattern.js';

export interface StixRead {
  readonly items: readonly FeedItem[];
  /** Indicators that could not be read, each with its reason; the others are there. */
  readonly faults: readonly Fault[];
}

const BYTES_MAX = 16 * 1024 * 1024;
const OBJECTS_MAX = 20_000;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

const bundleSchema = z.looseObject({
  type: z.literal('bundle'),
  id: z.string().regex(new RegExp(`^bundle--${UUID}$`)),
  objects: z.array(z.looseObject({ type: z.string(), id: z.string() })).max(OBJECTS_MAX),
});
const indicatorSchema = z.looseObject({
  id: z.string().regex(new RegExp(`^indicator--${UUID}$`)),
  spec_version: z.literal('2.1'),
  created: z.iso.datetime(),
  modified: z.iso.datetime(),
  pattern: z.string(),
  pattern_type: z.string(),
  valid_from: z.iso.datetime(),
  valid_until: z.iso.datetime().optional(),
  revoked: z.boolean().default(false),
  extensions: z.record(z.string(), z.looseObject({})).default({}),
});
type StixIndicator = z.infer<typeof indicatorSchema>;

/** What is taken for what a stranger's indicator does not say. */
export interface StixDefaults {
  readonly list: string;
  readonly area: (typeof PURPOSE_CODES)[number];
  readonly published_in: string;
}

/** Reads a bundle; of versions the last counts. Throws `exchange.feed.stix_bundle`. */
export function readStix(bytes: Uint8Array, defaults: StixDefaults): StixRead {
  const parsed = bundleSchema.safeParse(jsonOf(bytes));
  if (!parsed.success) throw noBundle(parsed.error.issues[0]?.message ?? '');
  const items = new Map<string, { readonly item: FeedItem; readonly modified: string }>();
  const faults: Fault[] = [];
  for (const object of parsed.data.objects) {
    if (object.type !== 'indicator') continue;
    const read = indicatorSchema.safeParse(object);
    const item = read.success ? itemOf(read.data, defaults) : 'form';
    if (typeof item === 'string' || !read.success) {
      faults.push(new Fault('exchange.feed.stix', { id: object.id, reason: String(item) }));
      continue;
    }
    const { id, modified } = read.data;
    if ((items.get(id)?.modified ?? '') <= modified) items.set(id, { item, modified });
  }
  return { items: [...items.values()].map(({ item }) => item), faults };
}

/** The item of an indicator, or why there is none. */
function itemOf(stix: StixIndicator, defaults: StixDefaults): FeedItem | string {
  const {
    extension_type: _type,
    feed: _feed,
    seq: _seq,
    pap: _pap,
    ...own
  } = stix.extensions[FEED_EXTENSION] ?? {};
  const { item = stix.id, area = defaults.area, published_in, ...rest } = own;
  if (stix.revoked) return checked({ type: 'revocation', id: item, reason: 'removed' });
  if (stix.pattern_type === 'puente-typology') {
    return checked({ type: 'typology', id: item, area, yaml: stix.pattern });
  }
  const read = stix.pattern_type === 'stix' ? readPattern(stix.pattern) : null;
  if (read === null) return 'pattern';
  const dates = {
    valid_from: stix.valid_from.slice(0, 10),
    valid_to: stix.valid_until?.slice(0, 10) ?? null,
  };
  const known = Object.keys(rest).length > 0 ? rest : { list: defaults.list, ...read, ...dates };
  // Two readers must not see two values in one indicator.
  if (known.kind !== read.kind || known.value !== read.value) return 'pattern';
  const source = published_in ?? defaults.published_in;
  return checked({ type: 'indicator', id: item, area, published_in: source, indicator: known });
}

function checked(value: unknown): FeedItem | string {
  const parsed = itemSchema.safeParse(value);
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.path.join('.') ?? 'form');
}

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.length > BYTES_MAX) throw noBundle('size');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw noBundle('json');
  }
}

function noBundle(reason: string): Fault {
  return new Fault('exchange.feed.stix_bundle', { reason });
}
