/** What parties of an SDN_ADVANCED file share: reference values, places, documents. */
import type { Address } from '../profile.js';
import { countryOf } from './countries.js';
import { all, attribute, text, texts, type XmlElement } from './element.js';

/** A document that belongs to an identity of a party. */
export interface RegisteredDocument {
  readonly type: string;
  readonly number: string;
  /** As written. */
  readonly country: string | null;
  readonly note: string | null;
}

export interface Location extends Address {
  /** As written, where the code could not be told from it. */
  readonly country_text: string | null;
}

/** Everything that parties point to by number. */
export class References {
  readonly #values = new Map<string, XmlElement>();
  readonly #locations = new Map<string, Location>();
  readonly #documents = new Map<string, RegisteredDocument[]>();

  addValues(sets: XmlElement): void {
    for (const set of sets.children)
      for (const value of set.children)
        this.#values.set(key(value.name, value.attributes.ID), value);
  }

  /** The text of a reference value; null for an unknown number. */
  textOf(kind: string, id: string | null | undefined): string | null {
    return this.#values.get(key(kind, id ?? ''))?.text || null;
  }

  value(kind: string, id: string | null | undefined): XmlElement | null {
    return this.#values.get(key(kind, id ?? '')) ?? null;
  }

  location(id: string | null): Location | null {
    return this.#locations.get(id ?? '') ?? null;
  }

  documents(identity: string): readonly RegisteredDocument[] {
    return this.#documents.get(identity) ?? [];
  }

  addLocation(element: XmlElement): void {
    const parts = new Map<string, string[]>();
    for (const part of all(element, 'LocationPart')) {
      const type = this.textOf('LocPartType', attribute(part, 'LocPartTypeID')) ?? '';
      const name = PARTS.find(([pattern]) => pattern.test(type))?.[1] ?? 'street';
      const values = texts(part, 'LocationPartValue/Value');
      parts.set(name, [...(parts.get(name) ?? []), ...values]);
    }
    const country_text = this.#countryOfLocation(element);
    const joined = (name: string) => parts.get(name)?.join(', ') || null;
    const [street, city, region, postal_code] = ['street', 'city', 'region', 'postal_code'].map(
      joined,
    );
    const whole = [street, city, region, postal_code, country_text].filter(Boolean).join(', ');
    this.#locations.set(element.attributes.ID ?? '', {
      text: whole,
      street: street ?? null,
      city: city ?? null,
      region: region ?? null,
      postal_code: postal_code ?? null,
      country: country_text === null ? null : countryOf(country_text),
      country_text,
    });
  }

  addDocument(element: XmlElement): void {
    const number = text(element, 'IDRegistrationNo');
    const identity = attribute(element, 'IdentityID') ?? '';
    const country_id =
      attribute(element, 'IssuedBy-CountryID') ??
      all(element, 'IssuedBy').map((by) => attribute(by, 'CountryID'))[0];
    const type = this.textOf('IDRegDocType', attribute(element, 'IDRegDocTypeID')) ?? 'Document';
    const validity = this.textOf('Validity', attribute(element, 'ValidityID'));
    const comment = text(element, 'Comment');
    const note =
      [comment, validity !== 'Valid' ? validity : null].filter(Boolean).join('; ') || null;
    if (number === null) return;
    const document = { type, number, country: this.textOf('Country', country_id), note };
    this.#documents.set(identity, [...this.documents(identity), document]);
  }

  #countryOfLocation(element: XmlElement): string | null {
    for (const country of all(element, 'LocationCountry')) {
      const name = this.textOf('Country', attribute(country, 'CountryID'));
      if (name) return name;
    }
    for (const area of all(element, 'LocationAreaCode')) {
      const value = this.value('AreaCode', attribute(area, 'AreaCodeID'));
      if (value) return attribute(value, 'Description') ?? value.text;
    }
    return null;
  }
}

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/city/i, 'city'],
  [/state|province|region/i, 'region'],
  [/postal|zip/i, 'postal_code'],
];

const key = (kind: string, id: string | undefined): string => `${kind}:${id ?? ''}`;
