/** What a format has no place for, and how often it was there. */
export interface ExportLoss {
  /** Field of our model. */
  readonly field: string;
  /** `unknown_here`: no such field. `coarsened`: less exact. `filled`: it wants what is unknown. */
  readonly reason: 'unknown_here' | 'coarsened' | 'filled';
  readonly count: number;
  /** Id of the first. */
  readonly example: string;
}

export class LossCount {
  readonly #losses = new Map<string, ExportLoss>();

  add(field: string, reason: ExportLoss['reason'], example: string): void {
    const key = `${reason} ${field}`;
    const known = this.#losses.get(key);
    const count = (known?.count ?? 0) + 1;
    this.#losses.set(key, { field, reason, count, example: known?.example ?? example });
  }

  list(): readonly ExportLoss[] {
    return [...this.#losses.values()].sort((a, b) => (a.field < b.field ? -1 : 1));
  }
}
