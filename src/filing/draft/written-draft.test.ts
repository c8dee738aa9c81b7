import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  caseInvestigation,
  type Investigation,
  networkInvestigation,
} from '../../../test/filing-investigation.js';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, fixedClock, packageRoot } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { cnbvFormat } from '../cnbv/cnbv-format.js';
import type { FiledParty, Filing } from '../filing.js';
import { goamlFormat } from '../goaml/goaml-format.js';
import { gatherEvidence } from '../narrative/gather-evidence.js';
import { openCompiler } from '../schema/xsd-validator.js';
import { writeFilings } from '../write.js';
import { draftReport } from './draft-report.js';
import { readInstitution } from './institution.js';

const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const profile = (name: string) =>
  readInstitution(join(packageRoot(), 'examples', 'filing', `institution-${name}.yaml`));
const theirs = profile('mx');
const ours = profile('us');
const open: Investigation[] = [];
afterAll(() => {
  for (const { engine } of open) engine.close();
});

async function draft(investigation: Investigation) {
  open.push(investigation);
  const evidence = await gatherEvidence(investigation.engine, investigation);
  return draftReport('fincen-sar', evidence, ours, {
    ...{ voices, filed_on: '2026-11-20', unknowns: 'mark' },
  });
}

async function write(filing: Filing) {
  const options = { forms: openForms(), clock: fixedClock(Date.UTC(2026, 10, 22)), voices };
  const parts: Uint8Array[] = [];
  const writing = await writeFilings([filing], (bytes) => void parts.push(bytes), {
    ...{ ...options, schemas: null, file: 'drafted.xml', on: '2026-11-20' },
  });
  return { writing, text: Buffer.concat([writing.head, ...parts]).toString('utf8') };
}

/** What a person does with the gaps of a name: says which part is the surname. */
const withParts = (party: FiledParty): FiledParty => {
  const [name] = party.names ?? [];
  if (party.role !== 'subject' || party.kind === 'organisation' || !name?.full) return party;
  const [given = '', family = given] = name.full.split(' ');
  return { ...party, names: [{ kind: 'legal', family, given }] };
};

const CASES = [
  ['a network of 16', () => networkInvestigation(1)],
  ['cash below the threshold', () => caseInvestigation('cash_below_report_threshold')],
  ['wires of a likely victim', () => caseInvestigation('timeshare_fee_victim')],
] as const;

test.each(CASES)(
  '%s: what a person completed is written, and nothing is refused',
  async (_name, investigate) => {
    const { filing } = await draft(await investigate());
    const parties = (filing.parties ?? []).map(withParts);
    const { writing, text } = await write({ ...filing, parties });
    const refused = writing.findings.filter(({ severity }) => severity === 'reject');
    expect(refused.map(({ rule, path, value }) => `${rule} ${path} ${value}`)).toEqual([]);
    // Beside what goes to no file, accents and quotation marks are all that a form cannot hold.
    const dropped = writing.losses.filter(({ kind }) => kind === 'dropped' || kind === 'cut');
    expect(dropped.map(({ path }) => path).filter((path) => !/^evidence/.test(path))).toEqual([]);
    expect(text).toContain('<fc2:SuspiciousActivityFromDateText>');
  },
);

const xsd = sharedData('fincen/xsd/EFL_SARXBatchSchema.xsd');
test.skipIf(!xsd).each(CASES)('%s: the official schema holds', async (_name, investigate) => {
  const { filing } = await draft(await investigate());
  const parties = (filing.parties ?? []).map(withParts);
  const { text } = await write({ ...filing, parties });
  const compiled = (await openCompiler())(readFileSync(xsd ?? ''), 'sar.xsd');
  expect(compiled.problems(text)).toEqual([]);
  compiled.close();
});

test('a goAML draft is a report with a transaction for each payment', async () => {
  const investigation = await caseInvestigation('timeshare_fee_victim');
  open.push(investigation);
  const evidence = await gatherEvidence(investigation.engine, investigation);
  const drafted = draftReport('goaml-report', evidence, theirs, {
    ...{ voices, filed_on: '2026-11-20', reference: 'R-1', language: 'es' },
  });
  expect(drafted.narrative.language).toBe('es');
  expect(drafted.filing.operations).toHaveLength(evidence.payments.length);
  const { unit, losses } = goamlFormat.lens('goaml-report').write(drafted.filing);
  const names = unit?.children.map(({ name }) => name) ?? [];
  expect(names.filter((name) => name === 'transaction')).toHaveLength(evidence.payments.length);
  expect(names).toEqual(expect.arrayContaining(['rentity_id', 'reporting_person', 'reason']));
  expect(losses.filter(({ path }) => /operations.*(amount|on)$/.test(path))).toEqual([]);
});

test('a Mexican draft fills the columns of its form, and says what they cannot hold', async () => {
  const investigation = await networkInvestigation(1);
  open.push(investigation);
  const evidence = await gatherEvidence(investigation.engine, investigation);
  const drafted = draftReport('cnbv-roi', evidence, theirs, {
    ...{ voices, filed_on: '2026-11-20', detected_on: '2026-11-18', reference: '000001' },
  });
  const { unit, losses } = cnbvFormat.lens('cnbv-roi').write(drafted.filing);
  const row = Object.fromEntries((unit?.children ?? []).map(({ name, text }) => [name, text]));
  expect(row).toMatchObject({
    ...{ tipo_reporte: '2', periodo_reporte: '20261120', folio: '000001' },
    ...{ organo_supervisor: '001002', clave_sujeto_obligado: '069999', cp_sucursal: '32000' },
    ...{ fecha_operacion: '20250508', fecha_deteccion: '20261118', moneda: 'USD' },
    monto: '1027938.55',
  });
  expect(row.descripcion_operacion).toMatch(/^ESTE REPORTE TRATA DE /);
  const related = (unit?.children ?? []).filter(({ name }) => name === 'relacionado');
  expect(related).toHaveLength(15);
  expect(losses.filter(({ kind }) => kind === 'transliterated').length).toBeGreaterThan(0);
});
