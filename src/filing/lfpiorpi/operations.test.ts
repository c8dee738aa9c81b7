import { describe, expect, it } from 'vitest';
import { operationsOf } from './operations.js';

describe('operations of an aviso', () => {
  it('are the payments of a sale, each on its day', () => {
    const payment = (fecha_pago: string, monto_operacion: string, moneda: string) => ({
      ...{ fecha_pago, forma_pago: '1', instrumento_monetario: '8', moneda, monto_operacion },
    });
    const sale = {
      fecha_operacion: '20261001',
      tipo_operacion: '501',
      caracteristicas_inmueble: { tipo_inmueble: '1', valor_pactado: '5820000.12' },
      datos_liquidacion: [
        payment('20261002', '100.00', '1'),
        payment('20261399', '250.50', '2'),
        payment('20261003', 'mucho', '2'),
      ],
    };
    const details = { detalle_operaciones: { datos_operacion: sale } };
    expect(operationsOf({ form: 'lfpiorpi-inm', details })).toEqual([
      { on: '2026-10-02', kind: '501', amount: '100.00', currency: 'MXN', instrument: '8' },
      { on: '2026-10-01', kind: '501', amount: '250.50', currency: 'USD', instrument: '8' },
    ]);
  });

  it('are found in avisos of virtual assets, of notaries and of developers', () => {
    const bought = {
      fecha_hora_operacion: '20261003101530',
      moneda_operacion: '1',
      monto_operacion: '75000.00',
      activo_virtual: { tipo_cambio_mn: '1.00' },
    };
    const sent = { fecha_hora_operacion: '20261004101530', monto_operacion_mn: '61200.00' };
    const detalle_operaciones = {
      operaciones_compra: { compra: bought },
      operaciones_transferencia: { transferencias_enviadas: { envio: [sent, sent] } },
    };
    const platform = { operaciones_persona: { detalle_operaciones } };
    expect(operationsOf({ form: 'lfpiorpi-avi', details: platform })).toEqual([
      { on: '2026-10-03', amount: '75000.00', currency: 'MXN' },
      { on: '2026-10-04', amount: '61200.00', currency: 'MXN' },
      { on: '2026-10-04', amount: '61200.00', currency: 'MXN' },
    ]);
    const deed = {
      fecha_operacion: '20261005',
      tipo_actividad: { cesion_derechos: { datos_cesion: { monto_cesion: '9.00' } } },
    };
    const notary = { detalle_operaciones: { datos_operacion: deed } };
    expect(operationsOf({ form: 'lfpiorpi-fep', details: notary })).toEqual([
      { on: '2026-10-05', kind: 'cesion_derechos', amount: '9.00' },
    ]);
  });

  it('are none where nothing is told', () => {
    expect(operationsOf({ form: 'lfpiorpi-inm', zero: true })).toEqual([]);
  });
});
