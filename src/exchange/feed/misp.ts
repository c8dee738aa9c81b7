/** A feed as MISP takes it from a folder: `manifest.json`, `hashes.csv`, one event per edition. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bilingual, csvCell } from '../../base/index.js';
import { recogniseIdentifier } from '../../model/index.js';
import { foldEditions } from './content.js';
import { type Edition, editionHash, type OfferedItem } from './edition.js';
import { uuidOf } from './interop-ids.js';
import type { FeedPublisher } from './stix-objects.js';

/** What a value is to MISP: its type, its category, whether machines should look for it. */
interface MispType {
  readonly type: string;
  readonly category: string;
  readonly to_ids: boolean;
}

/** Writes the export of a chain of editions into a folder and returns the files' names. */
export function writeMispFeed(
  folder: string,
  editions: readonly Edition[],
  publisher: FeedPublisher,
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const events = editions.map((edition) => eventOf(edition, editions, publisher));
  const manifest = Object.fromEntries(
    events.map(({ uuid, info, date, analysis, threat_level_id, timestamp, Orgc, Tag }) => [
      uuid,
      { info, date, analysis, threat_level_id, timestamp, Orgc, Tag },
    ]),
  );
  const hashes = events.flatMap(({ uuid, Attribute }) =>
    Attribute.filter(({ deleted }) => !deleted).map(({ value }) => {
      const md5 = createHash('md5').update(value).digest('hex');
      return `${bare(md5)},${bare(uuid)}\n`;
    }),
  );
  const files: readonly (readonly [string, string])[] = [
    ...events.map((event) => [`${event.uuid}.json`, JSON.stringify({ Event: event })] as const),
    ['hashes.csv', hashes.join('')],
    ['manifest.json', JSON.stringify(manifest)],
  ];
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return files.map(([name]) => name);
}

/** What later editions took back or changed is deleted here, so that readers drop it. */
function eventOf(edition: Edition, all: readonly Edition[], { node, names }: FeedPublisher) {
  const { feed, seq, issued_at, tlp, pap, title } = edition;
  const { items: current } = foldEditions(all);
  const seconds = (at: string) => String(Math.floor(Date.parse(at) / 1_000));
  const changed_at = seconds(all.at(-1)?.issued_at ?? issued_at);
  const items = edition.items.filter((item) => item.type !== 'revocation');
  const Attribute = items.map((item) => {
    const deleted = current.get(item.id)?.edition.seq !== seq;
    return attributeOf(item, { deleted, timestamp: deleted ? changed_at : seconds(issued_at) });
  });
  const is_changed = Attribute.some(({ deleted }) => deleted);
  const timestamp = is_changed ? changed_at : seconds(issued_at);
  const uuid = uuidOf('misp', editionHash(edition));
  return {
    uuid,
    info: `${title.en} / ${title.es} (${feed} ${seq})`,
    date: issued_at.slice(0, 10),
    analysis: '2',
    threat_level_id: '4',
    published: true,
    timestamp,
    publish_timestamp: timestamp,
    Orgc: { name: nameOf(names), uuid: uuidOf('node', node) },
    Tag: [
      { name: `tlp:${tlp.toLowerCase()}`, colour: TLP_COLOURS[tlp] },
      { name: `PAP:${pap}`, colour: '#3f51b5' },
    ],
    Attribute: Attribute.map((each) => ({ ...each, uuid: uuidOf('misp', uuid, each.comment) })),
  };
}

const TLP_COLOURS = {
  CLEAR: '#ffffff',
  GREEN: '#33ff00',
  AMBER: '#ffc000',
  'AMBER+STRICT': '#ffc000',
  RED: '#ff2b2b',
} as const satisfies Record<Edition['tlp'], string>;

function attributeOf(
  item: OfferedItem,
  about: { readonly deleted: boolean; readonly timestamp: string },
) {
  if (item.type === 'typology') {
    const text = { type: 'text', category: 'Other', to_ids: false };
    return { ...about, ...text, comment: `${item.id} · typology`, value: item.yaml };
  }
  const { list, kind, value } = item.indicator;
  const type = typeOf(kind, value);
  const to_ids = type.to_ids && !about.deleted;
  return { ...about, ...type, to_ids, comment: `${item.id} · ${list} · ${kind}`, value };
}

function typeOf(kind: string, value: string): MispType {
  const fraud = { category: 'Financial fraud', to_ids: true };
  const kinds = recogniseIdentifier(value);
  if (kind === 'account') {
    return { type: kinds.includes('iban') ? 'iban' : 'bank-account-nr', ...fraud };
  }
  if (kind === 'institution' && kinds.includes('bic')) return { type: 'bic', ...fraud };
  if (kind === 'wallet' && /^(bc1[a-z0-9]{8,80}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/.test(value)) {
    return { type: 'btc', ...fraud };
  }
  if (kind === 'name') return { type: 'full-name', category: 'Person', to_ids: false };
  return { type: 'text', category: 'Other', to_ids: false };
}

function nameOf({ en, es }: Bilingual): string {
  return en === es ? en : `${en} / ${es}`;
}

/** MISP reads plain cells: ours are hexadecimal, and the rule of cells changes nothing of them. */
function bare(cell: string): string {
  return csvCell(cell).slice(1, -1);
}
