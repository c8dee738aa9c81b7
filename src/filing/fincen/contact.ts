import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { FiledAddress, FiledParty, FiledPhone } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { mark, text, word } from '../lens/pieces.js';
import { fields } from './fields.js';
import type { FincenForm } from './forms.js';

/** Where a party is and how it is reached. */

export function addressLens(form: FincenForm): Lens<FiledAddress> {
  return record<FiledAddress>(
    fields(form, {
      RawStreetAddress1Text: text('street', 'RawStreetAddress1Text'),
      RawCityText: text('city', 'RawCityText'),
      RawStateCodeText: text('state', 'RawStateCodeText'),
      RawZIPCode: text('postal_code', 'RawZIPCode'),
      RawCountryCodeText: text('country', 'RawCountryCodeText'),
      StreetAddressUnknownIndicator: mark('street_unknown', 'StreetAddressUnknownIndicator', 'Y'),
      CityUnknownIndicator: mark('city_unknown', 'CityUnknownIndicator', 'Y'),
      StateCodeUnknownIndicator: mark('state_unknown', 'StateCodeUnknownIndicator', 'Y'),
      ZIPCodeUnknownIndicator: mark('postal_code_unknown', 'ZIPCodeUnknownIndicator', 'Y'),
      CountryCodeUnknownIndicator: mark('country_unknown', 'CountryCodeUnknownIndicator', 'Y'),
    }),
  );
}

export function phoneLens(form: FincenForm): Lens<FiledPhone> {
  const kinds = { F: 'fax', M: 'mobile', R: 'home', W: 'work' };
  return record<FiledPhone>(
    fields(form, {
      PhoneNumberText: text('number', 'PhoneNumberText'),
      PhoneNumberExtensionText: text('extension', 'PhoneNumberExtensionText'),
      PhoneNumberTypeCode: word<FiledPhone>('kind', 'PhoneNumberTypeCode', kinds),
    }),
  );
}

/** E-mail and web addresses; the SAR tells them apart by a code, other forms have e-mail only. */
export function electronicAddresses(form: FincenForm): readonly Piece<FiledParty>[] {
  if (form !== 'fincen-sar') return [electronic('emails', null)];
  return [electronic('emails', 'E'), electronic('sites', 'U')];
}

const ELEMENT = 'ElectronicAddress';
const ADDRESS = 'ElectronicAddressText';
const KIND = 'ElectronicAddressTypeCode';

function electronic(key: 'emails' | 'sites', kind: string | null): Piece<FiledParty> {
  return {
    read(rest) {
      const found = rest.take(ELEMENT, (node) => addressOf(node, kind));
      return found.length > 0 ? { [key]: found } : {};
    },
    write(party) {
      const own = kind === null ? [] : [leaf(KIND, kind)];
      return (party[key] ?? []).map((each) => branch(ELEMENT, [leaf(ADDRESS, each), ...own]));
    },
  };
}

function addressOf(node: DocumentNode, kind: string | null): string | null {
  const parts = node.children.map((child) => [child.name, child.text] as const);
  const texts = new Map(parts);
  const address = texts.get(ADDRESS);
  const isOurs =
    texts.size === node.children.length &&
    texts.size === (kind === null ? 1 : 2) &&
    texts.get(KIND) === (kind ?? undefined);
  return isOurs && address ? address : null;
}
