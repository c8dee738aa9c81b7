/** What the guide wants of an address. */
import { countryOf } from '../country.js';
import { type XmlElement, xmlTextAt } from '../xml-records.js';
import { type BoirMistake, when } from './mistake.js';

const TERRITORIES = ['AS', 'GU', 'MP', 'PR', 'VI'];

/**
 * A two-letter country (the guide's own example has the state FL in its place), a state in the
 * United States, Canada and Mexico, where it has three letters; a postal code in the same.
 */
export function addressMistakes(party: XmlElement): BoirMistake[] {
  const at = (name: string) => xmlTextAt(party, 'Address', name);
  const [country, state, zip] = [
    at('RawCountryCodeText') ?? '',
    at('RawStateCodeText') ?? '',
    at('RawZIPCode') ?? '',
  ];
  const is_territory = TERRITORIES.includes(country);
  const is_american = country === 'US' || is_territory;
  const has_states = is_american || country === 'CA' || country === 'MX';
  const shape = country === 'MX' ? /^[A-Z]{3}$/ : /^[A-Z]{2}$/;
  const is_state = is_territory ? state === country : shape.test(state);
  const is_zip = is_american
    ? /^(\d{5}|\d{9})$/.test(zip) && !/^(\d)\1+$|^123456789$/.test(zip)
    : /^[A-Za-z\d]{1,9}$/.test(zip);
  return [
    ...when(countryOf(country) !== country, 'address_country', { country }),
    ...when(has_states && !is_state, 'address_state', { country, state }),
    ...when((has_states || zip !== '') && !is_zip, 'address_zip', { country, zip }),
    ...when(at('RawCityText') === null || at('RawStreetAddress1Text') === null, 'address_street'),
  ];
}
