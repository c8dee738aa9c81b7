/** Countries as lists name them, in English and Spanish, with the names of states that are gone. */

/**
 * The ISO 3166-1 alpha-2 code of a country, from its name or code; null where it cannot be told.
 * Withdrawn codes (SU, YU, CS, DD, AN) stand for states that are gone, XK for Kosovo.
 */
export function countryOf(written: string): string | null {
  const text = written.trim();
  if (/^[A-Za-z]{2}$/.test(text)) {
    const code = text.toUpperCase();
    if (code === 'UK') return 'GB';
    return CODES.has(code) || HISTORIC.includes(code) ? code : null;
  }
  return BY_NAME.get(plainCountry(text)) ?? null;
}

/** Accents, case, marks and the words that names of states are padded with do not tell. */
function plainCountry(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^region: /, '')
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/\b(the|of|and|y|de|del|la|las|los|el|islas?|islands?)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const HISTORIC: readonly string[] = ['SU', 'YU', 'CS', 'DD', 'AN', 'XK'];

/** What `Intl` does not know: the lists' own habits, official names, and states that are gone. */
const ALIASES = `
AE: UAE, Emirates · AN: Netherlands Antilles, Antillas Neerlandesas
BA: Bosnia-Herzegovina, Bosnia · BN: Brunei Darussalam
BO: Plurinational State of Bolivia, Bolivia (Plurinational State of) · BS: Bahamas, Bahamas The
CD: Congo Democratic Republic of the, Democratic Republic of the Congo
CD: DR Congo, DRC, Zaire, Congo Kinshasa, República Democrática del Congo
CG: Congo, Congo Republic of the, Republic of the Congo, Congo Brazzaville
CI: Cote d Ivoire, Ivory Coast · CN: Peoples Republic of China, PRC, República Popular China
CS: Czechoslovakia, Serbia and Montenegro, Checoslovaquia · CV: Cape Verde, Cabo Verde
CZ: Czech Republic, República Checa, Czechia · DD: East Germany, German Democratic Republic
FM: Federated States of Micronesia · GB: United Kingdom of Great Britain and Northern Ireland
GB: Great Britain, England, Scotland, Wales, Northern Ireland, Inglaterra, Gran Bretaña
GM: The Gambia, Gambia · HK: Hong Kong, China Hong Kong Special Administrative Region
IM: Man Isle of, Isle of Man · IR: Iran Islamic Republic of, Islamic Republic of Iran
KP: Korea North, North Korea, Democratic Peoples Republic of Korea, DPRK
KP: Democratic People's Republic of Korea, Korea Democratic People's Republic of
KR: Korea South, South Korea, Republic of Korea, Korea Republic of · XK: Kosovo
LA: Laos, Lao Peoples Democratic Republic, Lao People's Democratic Republic
LY: Libyan Arab Jamahiriya · MD: Republic of Moldova, Moldova
MK: North Macedonia The Republic of, Macedonia, FYROM · MM: Burma, Myanmar, Birmania
MO: Macau, Macao · NL: The Netherlands, Holland, Holanda
PS: Palestinian, State of Palestine, Palestine
PS: West Bank, Gaza, Gaza Strip, Palestinian Territories
PS: Occupied Palestinian Territory, Palestinian Authority, Palestina
RU: Russian Federation, Russia · RU: Federación de Rusia · SS: South Sudan
SU: Soviet Union, USSR, former Soviet Union, Unión Soviética · SY: Syrian Arab Republic, Syria
SZ: Swaziland · TL: East Timor, Timor Leste · TR: Turkey, Türkiye, Turquía
TW: Taiwan, Taiwan Province of China · TZ: United Republic of Tanzania
UA: Crimea, Region of Crimea
US: USA, United States of America, U.S.A., EUA, Estados Unidos de América
US: EE. UU., EEUU, EE.UU. · VA: Vatican, Holy See · VE: Bolivarian Republic of Venezuela
VG: Virgin Islands British, British Virgin Islands · VI: Virgin Islands U.S., US Virgin Islands
VN: Viet Nam · YU: Yugoslavia, former Yugoslavia, Federal Republic of Yugoslavia, SFR Yugoslavia
MX: México, Estados Unidos Mexicanos, United Mexican States, Mejico · WS: Samoa
`;

function buildNames(): readonly [ReadonlySet<string>, ReadonlyMap<string, string>] {
  const names = new Map<string, string>();
  const codes = new Set<string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const speakers = ['en', 'es', 'fr'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  );
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    if (HISTORIC.includes(code) || NO_COUNTRY.has(code)) continue;
    for (const speaker of speakers) {
      const name = speaker.of(code);
      if (!name) continue;
      codes.add(code);
      if (!names.has(plainCountry(name))) names.set(plainCountry(name), code);
    }
  }
  for (const entry of ALIASES.trim().split(/\s*(?:\n|·)\s*/)) {
    const [code = '', list = ''] = entry.split(/:\s*/);
    for (const name of list.split(/,\s*/)) names.set(plainCountry(name), code);
  }
  return [codes, names];
}

/** Codes that `Intl` names and ISO does not, or that name no country. */
const NO_COUNTRY: ReadonlySet<string> = new Set(
  (
    'AC BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NN NQ NT PC PU PZ QO RH SU TA TP ' +
    'UK UN VD WK XA XB YD YU ZR ZZ'
  ).split(' '),
);

const [CODES, BY_NAME] = buildNames();
