import type { OrderPart } from './part.js';

/** A whole number between bounds; outside of them it is a fault and null. */
export function whole(
  part: OrderPart,
  name: string,
  bounds: { readonly least: number; readonly most: number },
): number | null {
  const said = part.text(name);
  if (!said) return null;
  const value = /^\d{1,9}$/.test(said.text) ? Number(said.text) : Number.NaN;
  if (value >= bounds.least && value <= bounds.most) return value;
  part.fault('number', { element: name, value: said.text, ...bounds }, said.place);
  return null;
}
