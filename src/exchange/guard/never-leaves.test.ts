import { expect, test } from 'vitest';
import { refuseSecrets } from './never-leaves.js';

test.each([
  'Customer named in SAR_2026_17',
  'SAR2026 attached',
  'sar filed yesterday',
  'S.A.R. number 12',
  'S-A-R',
  'SАR of March',
  'S\u034fAR',
  'a suspicious activity report exists',
  'we filed a report with FinCEN',
  'se presentó un reporte a la UIF',
  'operación inusual reportada',
  'reporte por operaciones inusuales',
  'reporte 24 horas',
  'aviso de 24 horas',
  'R.O.I. enviado',
  'roi enviado',
  'está en la lista de bloqueados',
  'fue bloqueado por la UIF',
  'persona bloqueada',
])('%s is refused', (text) => {
  expect(() => refuseSecrets({ deep: [{ text }] })).toThrow('exchange.secret.text');
});

test.each([
  'Transportes del Norte S.A. de C.V.',
  'Comptoir Exemple S.A.R.L.',
  'Invoices for packaging; none was shown on request.',
  'La cuenta recibió depósitos en efectivo en cuatro plazas.',
  'Rosario Caesar, carrera 12',
])('%s is no secret', (text) => {
  expect(refuseSecrets({ text })).toEqual({ texts: 1, fields: 1 });
});

test('a tagged field is refused whatever it holds, at any depth and however it is written', () => {
  for (const field of ['sar', 'SAR-filed', 'blocked list', 'suspicious_report']) {
    expect(() => refuseSecrets({ a: { [field]: null } })).toThrow('exchange.secret.field');
  }
});
