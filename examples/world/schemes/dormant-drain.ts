import type { SchemeKind } from '../stage.js';

export const dormantDrain: SchemeKind = {
  id: 'dormant_drain',
  area: 'fraud',
  description: {
    en:
      "An account that slept for years receives strangers' money and drains to a new payee " +
      'from a new device.',
    es:
      'Una cuenta dormida por años recibe dinero de desconocidos y se vacía hacia un ' +
      'beneficiario nuevo desde un dispositivo nuevo.',
  },
  plan(stage) {
    const { draw } = stage;
    const country = draw.pick(['US', 'MX'] as const);
    const opened = -draw.integer(3_000, 8_000);
    const base = { country, occupation: 'retired', age: [70, 90], income: 14_000 } as const;
    const holder = stage.person({ ...base, opened });
    stage.subject(holder);
    const pesos = country === 'MX' ? 17 : 1;
    const payee = stage.outsider({ country });
    const debits = stage.parameter('debits', 6, 14);
    const days = stage.parameter('days', 5, 14);
    const first = Math.max(200, stage.begin(days + 3));
    const slow = stage.evades('slower', 0.3) ? 2 : 1;
    const relative = stage.stranger({ country });
    // One small credit long before: the account exists, and then nothing for half a year.
    stage.usual(relative, holder, 3, 12, 60_00 * pesos, { purpose: 'family' });
    const source = stage.stranger({ country });
    const total = debits * draw.integer(1_200_00, 3_900_00) * pesos;
    stage.pay(source, holder, first, 9, Math.round(total * 1.02), { purpose: 'unknown' });
    const device = `${holder.account_id}-NEW`;
    const seen_from = new Date(Date.parse('2025-01-01') + first * 86_400_000).toISOString();
    stage.cast.devices.push({ id: device, party_id: holder.party_id, kind: 'browser', seen_from });
    draw.split(total, debits).forEach((minor, n) => {
      const day = first + Math.floor((n * days * slow) / debits);
      stage.pay(holder, payee, day, draw.between(20, 26), minor, { channel: 'online', device });
    });
  },
};
