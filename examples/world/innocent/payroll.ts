import { isPayday } from '../calendar.js';
import type { Holder } from '../cast.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';
import type { Occupation, Sector } from '../words.js';

interface Employer {
  readonly firm: Holder;
  readonly customer: Holder;
  readonly is_weekly: boolean;
  readonly wages: readonly { readonly worker: Holder; readonly minor: number }[];
}

const TRADES: readonly (readonly [Sector, string])[] = [
  ['machinery', 'Maquinaria'],
  ['food', 'Alimentos'],
  ['construction', 'Construcciones'],
  ['health', 'Clínica'],
  ['freight', 'Logística'],
  ['technology', 'Software'],
  ['textile', 'Textiles'],
  ['professional_services', 'Consultores'],
  ['electronics', 'Ensambles'],
];
const JOBS: readonly Occupation[] = ['labourer', 'service', 'office', 'professional', 'driver'];

/** Payroll hubs and staffing agencies: one firm pays many people on the same day (fan-out). */
export const payroll: Behaviour = (setup) => {
  const { draw } = setup;
  const employers = [
    ...many(setup.count(44), (n) => employer(setup, n, false)),
    ...many(setup.count(5), (n) => employer(setup, n, true)),
  ];
  return (day, pay) => {
    for (const { firm, customer, is_weekly, wages } of employers) {
      if (is_weekly ? day.weekday !== 5 : !isPayday(day)) continue;
      const total = wages.reduce((sum, wage) => sum + wage.minor, 0);
      const at = hours(draw, day, firm, 7, 8);
      const income = Math.round(total * draw.between(1.2, 1.7));
      const rail = transferRail(customer, firm);
      pay({ at: at - 7_200_000, from: customer, to: firm, minor: income, rail, purpose: 'trade' });
      const bonus = day.month === 12 && day.dom < 20 && firm.country === 'MX' ? 1.5 : 1;
      const text = firm.country === 'MX' ? `NOMINA ${day.iso.slice(5)}` : `PAYROLL ${day.iso}`;
      for (const { worker, minor } of wages) {
        const to = worker;
        const paid = Math.round(minor * bonus * (draw.chance(0.2) ? draw.between(1, 1.15) : 1));
        const wageRail = transferRail(firm, to);
        pay({
          at,
          from: firm,
          to,
          minor: paid,
          rail: wageRail,
          channel: 'api',
          purpose: 'payroll',
          text,
        });
      }
    }
  };
};

function employer({ draw, caster }: Setup, n: number, is_weekly: boolean): Employer {
  const country = n % 2 === 0 ? 'US' : 'MX';
  const [sector, trade] = draw.pick(TRADES);
  const kind = is_weekly ? (['staffing', 'Staffing'] as const) : ([sector, trade] as const);
  const firm = caster.company({ role: 'employer', country, sector: kind[0], trade: kind[1] });
  const customer = caster.outsider({ country, sector: 'wholesale', trade: 'Mayoristas' });
  const wages = many(draw.integer(22, 80), () => {
    const bank = draw.chance(0.7) ? { bank: firm.institution_id } : {};
    const occupation = draw.pick(JOBS);
    const worker = caster.person({ role: 'salaried', occupation, country, ...bank });
    const periods = is_weekly ? 52 : 24;
    const net = Math.round((worker.income_minor * 0.82) / periods);
    return { worker, minor: local(worker, net) };
  });
  return { firm, customer, is_weekly, wages };
}
