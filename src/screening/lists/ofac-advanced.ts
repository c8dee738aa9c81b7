/**
 * OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML, and their delta files (advanced sanctions data
 * model, sdn_advanced.xsd). What a party is listed for stands after all parties, so that the file
 * is read whole before the first listing is given out.
 */
import { Fault } from '../../base/index.js';
import { BOUNDS } from './bounds.js';
import type { Draft } from './draft.js';
import { all, attribute, text, type XmlElement } from './element.js';
import { type Desk, type Entry, type Head, type ListFormat, rootName } from './format.js';
import { addPrograms, CONSOLIDATED, OFAC, SDN } from './ofac-listing.js';
import { partyDraft, point } from './ofac-party.js';
import { References } from './ofac-references.js';
import { readXml } from './xml.js';

export const OFAC_ADVANCED: ListFormat = {
  name: 'ofac-advanced',
  recognises: (head) => rootName(head) === 'Sanctions',
  async open(files, desk) {
    const [head] = files;
    if (!head || files.length > 1)
      throw new Fault('lists.two_mains', {}, { file: files[1]?.file ?? '' });
    const root = /<(?:\w+:)?Sanctions\b[^>]*/.exec(head.text)?.[0] ?? '';
    const base_version = /\sDeltaBaseVersion\s*=\s*["']([^"']*)/.exec(root)?.[1];
    const issuer_version = /\sVersion\s*=\s*["']([^"']+)/.exec(root)?.[1] ?? null;
    const reader = new AdvancedReader(desk, base_version !== undefined);
    await reader.read(head);
    const { title } = reader.isSdn() ? SDN : CONSOLIDATED;
    return {
      list: reader.list,
      title,
      issuer: OFAC,
      published_on: reader.published_on,
      issuer_version,
      base_version: base_version ?? null,
      kind: base_version === undefined ? 'full' : 'delta',
      entries: reader.entries(),
    };
  },
};

const RECORDS: ReadonlySet<string> = new Set([
  'DateOfIssue',
  'ReferenceValueSets',
  'Location',
  'IDRegDocument',
  'DistinctParty',
  'ProfileRelationship',
  'SanctionsEntry',
]);

type Change = NonNullable<Entry['change']>;

const ACTIONS: Readonly<Record<string, Change>> = {
  add: 'added',
  amend: 'changed',
  revise: 'changed',
  delete: 'removed',
  NewEntry: 'added',
  ModifiedEntry: 'changed',
  DeletedEntry: 'removed',
};

class AdvancedReader {
  published_on: string | null = null;
  readonly #desk: Desk;
  readonly #is_delta: boolean;
  readonly #references = new References();
  readonly #parties = new Map<string, { draft: Draft; change: Change | null; party: string }>();
  /** Changes of entries whose party the delta does not show. */
  readonly #bare = new Map<string, Change>();
  readonly #lists = new Set<string>();
  #left: number = BOUNDS.held_characters_max;

  constructor(desk: Desk, is_delta: boolean) {
    this.#desk = desk;
    this.#is_delta = is_delta;
  }

  get list(): string {
    return this.#desk.list ?? (this.isSdn() ? SDN.list : CONSOLIDATED.list);
  }

  isSdn(): boolean {
    return this.#lists.size === 0 || [...this.#lists].some((name) => /^SDN/i.test(name));
  }

  async read({ file }: Head): Promise<void> {
    const { tally } = this.#desk;
    const input = { file, text: this.#desk.text(file), records: RECORDS, tally };
    for await (const { element, flaw, size } of readXml(input)) {
      this.#left -= element.name === 'DateOfIssue' ? 0 : size;
      if (this.#left < 0)
        throw new Fault(
          'lists.held_long',
          { max: BOUNDS.held_characters_max },
          { file, line: element.line },
        );
      if (flaw !== null && element.name !== 'DistinctParty')
        throw new Fault('lists.xml_broken', { reason: flaw }, { file, line: element.line });
      this.#take(element, flaw, file);
    }
  }

  async *entries(): AsyncGenerator<Entry> {
    for (const { draft, change } of this.#parties.values()) {
      const listing = { ...draft.done(), list: this.list };
      yield { id: draft.id, change, listing: change === 'removed' ? null : listing };
    }
    for (const [id, change] of this.#bare) yield { id, change, listing: null };
  }

  #take(element: XmlElement, flaw: string | null, file: string): void {
    switch (element.name) {
      case 'DateOfIssue':
        this.published_on ??= point(element)?.from ?? null;
        break;
      case 'ReferenceValueSets':
        this.#references.addValues(element);
        break;
      case 'Location':
        this.#references.addLocation(element);
        break;
      case 'IDRegDocument':
        if (element.attributes.DeltaAction !== 'delete') this.#references.addDocument(element);
        break;
      case 'DistinctParty':
        this.#takeParty(element, flaw, file);
        break;
      case 'SanctionsEntry':
        this.#takeEntry(element);
        break;
      default:
        this.#takeRelation(element);
    }
  }

  #takeParty(element: XmlElement, flaw: string | null, file: string): void {
    const { tally } = this.#desk;
    tally.read();
    const id = attribute(element, 'FixedRef');
    const [profile] = all(element, 'Profile');
    const key = (profile && attribute(profile, 'ID')) ?? id;
    if (flaw !== null || !id || !key || this.#parties.has(key)) {
      const code = flaw !== null ? 'malformed' : id ? 'id_repeated' : 'id_missing';
      tally.reject(code, { file, line: element.line }, flaw ?? id ?? '');
      return;
    }
    tally.keep();
    const draft = partyDraft('', id, element, this.#references);
    const change = this.#is_delta
      ? (ACTIONS[attribute(element, 'DeltaAction') ?? ''] ?? null)
      : null;
    this.#parties.set(key, { draft, change, party: id });
  }

  #takeEntry(element: XmlElement): void {
    const profile = attribute(element, 'ProfileID') ?? '';
    const name = this.#references.textOf('List', attribute(element, 'ListID'));
    if (name) this.#lists.add(name);
    const action = attribute(element, 'EntryDeltaFlag') ?? attribute(element, 'DeltaAction') ?? '';
    const change = this.#is_delta ? (ACTIONS[action] ?? 'changed') : null;
    const held = this.#parties.get(profile);
    if (!held) {
      if (change !== null) this.#bare.set(profile, change);
      return;
    }
    held.change ??= change;
    for (const measure of all(element, 'SanctionsMeasure')) {
      const type = this.#references.textOf('SanctionsType', attribute(measure, 'SanctionsTypeID'));
      const comment = text(measure, 'Comment');
      if (comment && /program/i.test(type ?? 'program')) addPrograms(held.draft, comment);
      else held.draft.property('SanctionsMeasure', comment ? `${type}: ${comment}` : type);
    }
    for (const event of all(element, 'EntryEvent')) {
      const on = point(all(event, 'Date')[0])?.from ?? null;
      if (on && (held.draft.listed_on === null || on < held.draft.listed_on))
        held.draft.listed_on = on;
      const basis = this.#references.textOf('LegalBasis', attribute(event, 'LegalBasisID'));
      held.draft.property('LegalBasis', basis);
    }
    held.draft.property('List', name);
  }

  #takeRelation(element: XmlElement): void {
    if (element.attributes.DeltaAction === 'delete') return;
    const from = this.#parties.get(attribute(element, 'From-ProfileID') ?? '');
    const to = attribute(element, 'To-ProfileID');
    const type =
      this.#references.textOf('RelationType', attribute(element, 'RelationTypeID')) ?? 'linked to';
    const former = attribute(element, 'Former') === 'true' ? 'former_' : '';
    const relation = former + type.toLowerCase().replace(/\W+/g, '_').replace(/_$/, '');
    from?.draft.link(relation, { id: to === null ? null : (this.#parties.get(to)?.party ?? to) });
  }
}
