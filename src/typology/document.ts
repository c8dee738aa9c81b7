/** A rule's file: YAML by the one reader of it, bounded as rules are. */
import { LIMITS, readYaml as readAnyYaml, type YamlDocument } from '../base/index.js';

export { nearestWord as suggest, type YamlDocument, type YamlPath as Path } from '../base/index.js';

/** Reads a rule, its cases, a list, a source or the law. Faults are collected, not thrown. */
export function readYaml(text: string, file: string): YamlDocument {
  return readAnyYaml(text, file, { bytes_max: LIMITS.typology_bytes_max, scalars: 'typed' });
}
