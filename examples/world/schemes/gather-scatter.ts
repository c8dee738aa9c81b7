import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';

export const gatherScatter: SchemeKind = {
  id: 'gather_scatter',
  area: 'laundering_organisations',
  description: {
    en:
      'An unregistered transfer business: a hub gathers from many strangers and pays out to' +
      ' as many others.',
    es:
      'Un negocio de transferencias sin registro: una cuenta recibe de muchos desconocidos ' +
      'y paga a otros tantos.',
  },
  plan(stage) {
    const { draw } = stage;
    const country = draw.pick(['US', 'MX'] as const);
    const asPerson = draw.chance(0.5);
    const hub = asPerson
      ? stage.person({ country, occupation: 'msb_employee', income: 24_000 })
      : stage.company({ country, sector: 'import_export', trade: 'Import', founded: -400 });
    stage.subject(hub);
    const people = stage.parameter('payers_and_payees', 30, 60);
    const days = stage.parameter('days', 25, 60);
    const fee = stage.parameter('fee_permille', 10, 50);
    const first = stage.begin(days + 4);
    const payers = Array.from({ length: people }, () => stage.stranger({ country }));
    const payees = Array.from({ length: people }, () => stage.stranger({ country }));
    const rounds = stage.evades('unround', 0.4) ? 1 : 100_00;
    stage.cover(hub, 0, stage.days - 1);
    const rail = country === 'US' ? 'p2p' : 'spei';
    payers.forEach((from, n) => {
      const day = first + draw.integer(0, days);
      const dollars = Math.round(draw.integer(500_00, 4_600_00) / rounds) * rounds;
      const minor = local(hub, dollars);
      stage.pay(from, hub, day, draw.between(8, 18), minor, { rail });
      const to = payees[n];
      const out = Math.round((minor * (1000 - fee)) / 1000 / rounds) * rounds;
      if (to) stage.pay(hub, to, day + draw.integer(0, 3), draw.between(19, 23), out, { rail });
    });
  },
};
