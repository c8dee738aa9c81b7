import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';

export const officialFunds: SchemeKind = {
  id: 'official_funds',
  area: 'corruption',
  description: {
    en:
      'Public money runs through the personal account of an official, who buys property, ' +
      'cars and jewels far beyond the salary.',
    es:
      'Dinero público pasa por la cuenta personal de un funcionario, que compra inmuebles, ' +
      'autos y joyas muy por encima de su sueldo.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const options = { country: 'MX', occupation: 'public_official', is_official: true } as const;
    const who = stage.person({ ...options, income: 42_000, age: [38, 62] });
    const spouse = stage.person({
      country: 'MX',
      occupation: 'homemaker',
      bank: who.institution_id,
    });
    const vendor = stage.company({
      country: 'MX',
      sector: 'general_trading',
      trade: 'Proveedora',
      founded: -200,
    });
    stage.interest(vendor, spouse.party_id, 60);
    stage.subject(who);
    const office = cast.fixture('treasury_mx');
    const months = stage.parameter('months', 4, 9);
    const first = stage.begin(months * 30);
    const viaVendor = stage.evades('through_vendor', 0.5);
    stage.cover(who, 0, stage.days - 1);
    for (let half = 0; half < 24; half++) {
      const act = { rail: 'spei', purpose: 'payroll', text: 'NOMINA FEDERAL' } as const;
      stage.usual(office, who, half * 15 + 14, 7, local(who, 1_650_00), act);
    }
    for (let month = 0; month < months; month++) {
      const day = first + month * 30;
      for (const part of draw.split(local(who, draw.integer(18_000_00, 60_000_00)), 2)) {
        const text = draw.pick(['programa social', 'obra pública', 'partida 3000']);
        const act = { rail: 'spei', purpose: 'government', text } as const;
        stage.pay(
          office,
          viaVendor && draw.chance(0.4) ? vendor : who,
          day + draw.integer(0, 9),
          11,
          part,
          act,
        );
      }
      const buy = draw.pick(['jeweller_mx', 'realty_mx', 'realty_mx'] as const);
      const minor = local(who, draw.integer(9_000_00, 38_000_00));
      const purpose = buy === 'realty_mx' ? 'real_estate' : 'purchase';
      stage.pay(who, cast.fixture(buy), day + 12, draw.between(11, 18), minor, { purpose });
      if (viaVendor) stage.pay(vendor, spouse, day + 11, 13, minor, { purpose: 'services' });
    }
    stage.listing({
      list: 'EXAMPLE-LIST',
      entry_id: `EX-${who.party_id}`,
      name: who.name,
      program: 'EXAMPLE-CORRUPTION',
      party_id: who.party_id,
      listed_on: '2025-12-20',
    });
  },
};
