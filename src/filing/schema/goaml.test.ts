import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { present } from '../../base/index.js';
import { bundledPatches, patched, recogniseXsd } from './index.js';
import { openCompiler } from './xsd-validator.js';

const official = sharedData('goaml/5.0.2-official/goAMLSchema.xsd');
const samples = sharedData('goaml/samples/golden');
const other = sharedData('goaml/5.0.2-official/goAMLReportDataSchema.xsd');

describe.skipIf(!official || !samples || !other)('the official goAML schema', () => {
  const text = official ? readFileSync(official, 'utf8') : '';
  const reports = (samples ? readdirSync(samples) : []).map((file) =>
    readFileSync(join(samples ?? '', file), 'utf8'),
  );
  const wrong = async (xsd: string) => {
    const schema = (await openCompiler())(Buffer.from(xsd), 'goAMLSchema.xsd');
    const problems = reports.map((report) => schema.problems(report));
    schema.close();
    return problems;
  };

  test('refuses every real name as it is published', async () => {
    for (const problems of await wrong(text))
      expect(problems.map(({ said }) => said).join('\n')).toContain("by the pattern '^[a-zA-Z0-9");
  });

  test('takes them with the patches that come with us, and says which', async () => {
    const { xsd, applied } = patched(text, 'goaml', bundledPatches());
    expect(applied.map(({ id }) => id)).toEqual(['goaml.name_anchors', 'goaml.email_hyphen']);
    expect(await wrong(xsd)).toEqual(reports.map(() => []));
    const said = patched(xsd, 'goaml', bundledPatches());
    expect(said.applied).toEqual([]);
  });

  test('is told apart from that of report data', () => {
    expect(recogniseXsd(text)?.form).toBe('goaml');
    expect(recogniseXsd(readFileSync(present(other, 'schema'), 'utf8'))).toBeNull();
  });
});
