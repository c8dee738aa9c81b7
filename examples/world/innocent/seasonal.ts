import type { Holder } from '../cast.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';
import type { Sector } from '../words.js';

interface Season {
  readonly sector: Sector;
  readonly name: string;
  readonly months: readonly number[];
  readonly cash: number;
}

const SEASONS: readonly Season[] = [
  { sector: 'agriculture', name: 'Agrícola', months: [9, 10, 11], cash: 6_200_00 },
  { sector: 'retail', name: 'Juguetes', months: [11, 12], cash: 4_800_00 },
  { sector: 'accounting', name: 'Tax Preparers', months: [2, 3, 4], cash: 2_100_00 },
  { sector: 'entertainment', name: 'Ferias', months: [6, 7, 8], cash: 7_400_00 },
  { sector: 'retail', name: 'Árboles Navideños', months: [12], cash: 8_700_00 },
];

/** Firms that sleep most of the year and then take much cash: bursts that are only a season. */
export const seasonal: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const firms = SEASONS.flatMap((season) =>
    many(setup.count(4), () => {
      const { sector, name: trade } = season;
      const country = draw.pick(['US', 'MX'] as const);
      const firm = caster.company({ role: 'seasonal', sector, trade, country });
      const supplier = caster.outsider({ country, sector: 'wholesale', trade: 'Proveedora' });
      return { season, firm, supplier };
    }),
  );
  return (day, pay) => {
    for (const { season, firm, supplier } of firms) {
      const open = season.months.includes(day.month);
      if (!day.is_business || !draw.chance(open ? 0.5 : 0.015)) continue;
      const cash = Math.round(local(firm, draw.amount(season.cash, 0.45)) / 100) * 100;
      const at = hours(draw, day, firm, 9, 16);
      pay({ at, from: null, to: firm, minor: cash, rail: 'cash', purpose: 'services' });
      if (open && draw.chance(0.4)) settle(firm, supplier, Math.round(cash * 1.6), at);
    }

    function settle(from: Holder, to: Holder, minor: number, at: number) {
      const rail = transferRail(from, to);
      pay({
        at: at + 5_400_000,
        from,
        to,
        minor,
        rail,
        purpose: 'trade',
        text: 'pedido de temporada',
      });
    }
  };
};
