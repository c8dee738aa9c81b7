import type { Holder } from '../cast.js';
import type { Behaviour } from '../setup.js';
import { bankNotes, habit, isMonthly, isTurn, known, send } from './habit.js';

const isOfficer = ({ occupation }: Holder) =>
  occupation === 'police' || occupation === 'customs_official';

/** Police and customs officers whose family keeps a stall: small notes, week after week. */
export const officerStalls: Behaviour = habit(6, known('official', isOfficer), (who, life) => {
  if (life.day.weekday !== 1 || life.draw.chance(0.3)) return;
  bankNotes(life, who, life.draw.integer(7, 13) * 5_00, { text: 'puesto de la familia' });
});

/** Officers who sell a car in two parts, paid in notes. */
export const officerCarSales: Behaviour = habit(5, known('official', isOfficer, 6), (who, life) => {
  if (!isTurn(life) && !isTurn(life, 30)) return;
  bankNotes(life, who, life.draw.integer(7, 11) * 50_00, { text: 'venta de auto, pago' });
});

/** Officers whose turn in a savings club is paid in notes, once. */
export const officerTandas: Behaviour = habit(6, known('official', isOfficer, 11), (who, life) => {
  if (isTurn(life)) bankNotes(life, who, life.draw.integer(5, 9) * 100_00, { text: 'tanda' });
});

/** Officials to whom the state pays a prize, a settlement or the price of a strip of land, once. */
export const officialAwards: Behaviour = habit(10, known('official'), (who, life) => {
  if (!isTurn(life)) return;
  const office = life.cast.fixture(who.country === 'US' ? 'treasury_us' : 'treasury_mx');
  const text = life.draw.pick(['premio', 'indemnización de terreno', 'finiquito']);
  send(life, office, who, life.draw.amount(2_400_00, 0.4), { purpose: 'government', text });
});

/** Officials who buy a car with a loan, a flat by instalments, a ring. */
export const officialPurchases: Behaviour = habit(10, known('official'), (who, life) => {
  const { draw, cast } = life;
  const isAbroad = who.country === 'US';
  if (isMonthly(life) && !isAbroad) {
    const text = 'mensualidad departamento';
    send(life, who, cast.fixture('realty_mx'), 380_00, { purpose: 'real_estate', text });
  }
  if (isTurn(life) && isAbroad) {
    const price = draw.amount(11_000_00, 0.2);
    send(life, cast.fixture('lender_us'), who, price * 0.85, { purpose: 'loan', text: 'car loan' });
    send(life, who, cast.fixture('dealer_us'), price, { rail: 'cashiers_cheque' });
  }
  if (isTurn(life, 60) && !isAbroad) {
    send(life, who, cast.fixture('jeweller_mx'), draw.amount(600_00, 0.3), { purpose: 'purchase' });
  }
});
