/** Base: what every module stands on. Imports nothing of ours. */
export { assert, present } from './assert.js';
export { type Clock, fixedClock, isoTime, systemClock } from './clock.js';
export { csvCell } from './csv-cell.js';
export { currencyCodes, isCurrency, minorDigits } from './currency.js';
export { readDataFile } from './data-file.js';
export { addDays, dayIn, easter, endOfDay, localDay, nthWeekday, weekday } from './day.js';
export { editDistance, nearestWord } from './edit-distance.js';
export { Fault, Faults, faultsOf, formatPlace, type Params, type Place } from './fault.js';
export {
  firstBytes,
  hashFile,
  isGzip,
  isZlibError,
  type ReadOptions,
  readUnpacked,
} from './file-bytes.js';
export {
  type Bilingual,
  createSpeaker,
  LANGUAGES,
  type Language,
  languageOf,
  type Speaker,
  type Values,
} from './i18n.js';
export { countingIds, derivedId, type Ids, randomIds, sha256 } from './id.js';
export { LIMITS } from './limits.js';
export { escapeMarkup } from './markup-text.js';
export { formatMinor, MINOR_MAX, type Money, parseMoney, showMoney } from './money.js';
export { packageRoot } from './package-root.js';
export { plainText } from './plain-text.js';
export { createProgress, type Progress, silentProgress } from './progress.js';
export { type Random, seededRandom } from './random.js';
export { decodeWindows1252 } from './windows-1252.js';
export { readYaml, type YamlDocument, type YamlPart, type YamlPath } from './yaml.js';
