import type { Random } from '../src/base/index.js';

const BEGIN_MS = Date.UTC(2024, 0, 1);

/** A payment of a made-up world. */
export interface WorldPayment {
  readonly id: number;
  readonly time_ms: number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Four months of life, with shapes that launder in the last two; accounts open all the while. */
export function growingWorld(random: Random): WorldPayment[] {
  const rows: WorldPayment[] = [];
  const pay = (days: number, from: number, to: number, value: number) => {
    const hours = Math.floor(Math.min(days, 120.9) * 24);
    const time_ms = BEGIN_MS + hours * 3_600_000;
    rows.push({ id: rows.length, time_ms, from, to, value: Math.round(value) });
  };
  const any = (below: number) => random.integer(0, below - 1);
  for (let i = 0; i < 500; i++) {
    const days = random.unit() * 121;
    const accounts = 30 + Math.floor(days / 2);
    pay(days, any(accounts), any(accounts), 1_000 + any(90) * 1_000 + any(5) * 7);
  }
  for (let i = 0; i < 14; i++) {
    const begins = 62 + random.unit() * 58;
    const size = 3 + any(6);
    const hub = any(90);
    const mule = () => 90 + any(40);
    const value = 50_000 + any(9_000_000);
    const mules = Array.from({ length: size }, mule);
    const later = () => begins + random.unit() * 4;
    if (i % 5 === 0) for (const one of mules) pay(later(), one, hub, value);
    if (i % 5 === 1) {
      mules.forEach((one, at) => {
        pay(begins + at / 2, one, mules[(at + 1) % size] ?? hub, value * 0.98 ** at);
      });
    }
    if (i % 5 === 2)
      for (const one of mules) for (const to of [3, 4, 5]) pay(later(), one, to, value);
    if (i % 5 > 2) {
      for (const one of mules) {
        const days = later();
        pay(days, hub, one, value);
        pay(days + random.unit(), one, i, value * 0.97);
      }
    }
  }
  return rows;
}
