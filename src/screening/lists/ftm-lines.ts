/**
 * FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them: `entities`
 * (sanctions, addresses, documents and ownership in lines of their own, joined by id) and
 * `targets.nested` (the same within each entity).
 */
import { Fault } from '../../base/index.js';
import { ftmListing } from '../followthemoney/read.js';
import { type FtmEntity, ftmEntity, isAdjunct, isListed } from '../followthemoney/statement.js';
import { BOUNDS } from './bounds.js';
import { type Desk, type Entry, entry, type Head, type ListFormat } from './format.js';

export const FTM_LINES: ListFormat = {
  name: 'ftm-lines',
  recognises(head) {
    const parsed = parse(head.text.split('\n', 1)[0] ?? '');
    return ftmEntity(parsed) !== null || /^\{[^\n]{0,4000}"schema"\s*:\s*"[A-Z]/.test(head.text);
  },
  async open(files, desk) {
    const first = ftmEntity(parse(files[0]?.text.split('\n', 1)[0] ?? ''));
    const list =
      desk.list ?? (first?.datasets.length === 1 ? first.datasets[0] : null) ?? 'followthemoney';
    return {
      list,
      title: { en: `FollowTheMoney entities (${list})`, es: `Entidades FollowTheMoney (${list})` },
      issuer: 'FollowTheMoney',
      published_on: null,
      kind: 'full',
      entries: readEntries(files, list, desk),
    };
  },
};

/** Once for what hangs on others, which is held; once for the others, which are not. */
async function* readEntries(
  files: readonly Head[],
  list: string,
  desk: Desk,
): AsyncGenerator<Entry> {
  const { tally } = desk;
  const held = await holdAdjuncts(files, desk);
  const seen = new Set<string>();
  for (const { file } of files) {
    for await (const { text, line, is_unended } of linesOf(file, desk)) {
      const place = { file, line };
      tally.read();
      const parsed = parse(text);
      const entity = ftmEntity(parsed);
      if (!entity) {
        if (parsed === undefined && is_unended)
          throw new Fault('lists.cut_short', { where: 'JSON' }, place);
        tally.reject(parsed === undefined ? 'not_json' : 'id_missing', place, text);
      } else if (isListed(entity.schema)) {
        if (seen.has(entity.id)) tally.reject('id_repeated', place, entity.id);
        else {
          seen.add(entity.id);
          tally.keep();
          yield entry(ftmListing(list, entity, held.byOwner.get(entity.id) ?? []));
        }
      } else if (held.known.has(entity.id)) tally.keep();
      else
        tally.reject(
          isAdjunct(entity.schema) ? 'orphan' : 'schema',
          place,
          `${entity.schema} ${entity.id}`,
        );
    }
  }
}

/** Adjuncts by the id of whom they belong to. */
async function holdAdjuncts(files: readonly Head[], desk: Desk) {
  const byOwner = new Map<string, FtmEntity[]>();
  const adjuncts = new Map<string, FtmEntity>();
  const pointers = new Map<string, string[]>();
  let left: number = BOUNDS.held_characters_max;
  for (const { file } of files) {
    for await (const { text, line } of linesOf(file, desk)) {
      const entity = ftmEntity(parse(text));
      if (!entity) continue;
      if (!isAdjunct(entity.schema)) {
        // A wallet is listed itself, and is found at its holder as well.
        for (const holder of entity.schema === 'CryptoWallet'
          ? (entity.properties.holder ?? [])
          : [])
          byOwner.set(holder, [...(byOwner.get(holder) ?? []), entity]);
        for (const id of entity.pointers)
          pointers.set(id, [...(pointers.get(id) ?? []), entity.id]);
        left -= entity.pointers.length * 60;
      } else {
        left -= text.length;
        adjuncts.set(entity.id, entity);
      }
      if (left < 0)
        throw new Fault('lists.held_long', { max: BOUNDS.held_characters_max }, { file, line });
    }
  }
  const known = new Set<string>();
  for (const adjunct of adjuncts.values()) {
    const owners = [...adjunct.owners, ...(pointers.get(adjunct.id) ?? [])];
    for (const owner of owners) byOwner.set(owner, [...(byOwner.get(owner) ?? []), adjunct]);
    if (owners.length > 0) known.add(adjunct.id);
  }
  return { byOwner, known };
}

async function* linesOf(file: string, desk: Desk) {
  let rest = '';
  let line = 0;
  for await (const piece of desk.text(file)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > BOUNDS.record_characters_max)
      throw new Fault('lists.record_long', { max: BOUNDS.record_characters_max }, { file, line });
    for (const text of lines) {
      line++;
      if (text.trim() !== '') yield { text, line, is_unended: false };
    }
  }
  if (rest.trim() !== '') yield { text: rest, line: line + 1, is_unended: true };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
