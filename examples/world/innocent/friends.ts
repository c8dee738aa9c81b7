import type { Holder } from '../cast.js';
import { type Behaviour, hours, local } from '../setup.js';
import { SPENDERS } from './spending.js';

/** Harmless notes; some hold a word that slang shares (tickets to hear blues, a snow trip). */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  US: [
    'pizza',
    'rent share',
    'thanks!',
    'blues concert tickets',
    'snow trip deposit',
    'birthday "surprise"',
    'groceries, gas',
    'M30 bus pass',
    'babysitting',
  ],
  MX: [
    'cena',
    'regalo de cumpleaños',
    'cooperación, carne asada',
    'gasolina',
    'comida del perico (mascota)',
    'boletos del cine',
    'préstamo, gracias',
    'despensa',
  ],
};

/** Friends and relatives who settle small bills between them, always within a small circle. */
export const friends: Behaviour = ({ draw, cast }) => {
  const people = SPENDERS.flatMap((role) => cast.role(role));
  const circles: Record<string, Holder[]> = { US: [], MX: [] };
  for (const holder of people) circles[holder.country]?.push(holder);
  return (day, pay) => {
    for (const [country, circle] of Object.entries(circles)) {
      const rail = country === 'US' ? 'p2p' : 'spei';
      for (let n = draw.poisson((circle.length * 2.6) / 365); n > 0; n--) {
        const index = draw.integer(0, circle.length - 5);
        const from = circle[index];
        const to = circle[index + draw.integer(1, 4)];
        if (!from || !to) continue;
        const minor = local(from, Math.round(draw.amount(28_00, 0.8) / 50) * 50 + 50);
        const text = draw.pick(NOTES[country] ?? []);
        pay({
          at: hours(draw, day, from, 9, 23.5),
          from,
          to,
          minor,
          rail,
          text,
          purpose: 'family',
        });
      }
    }
  };
};
