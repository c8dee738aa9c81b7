/**
 * A network of arcs with capacities, and maximum flows between its nodes by blocking flows:
 * E. A. Dinitz, “Algorithm for solution of a problem of maximum flow in networks with power
 * estimation”, Soviet Math. Doklady 11 (1970). Capacities are whole numbers below 2^53.
 */
export class FlowNetwork {
  private readonly heads: number[] = [];
  /** Arc 2k goes from one node to another, arc 2k + 1 back; `nexts` lists the arcs of a node. */
  private readonly ends: number[] = [];
  private readonly nexts: number[] = [];
  private readonly capacities: number[] = [];
  private room: number[] = [];
  private levels: Int32Array = new Int32Array(0);
  private turns: number[] = [];

  addNode(): number {
    return this.heads.push(NONE) - 1;
  }

  addArc(from: number, to: number, capacity = UNBOUNDED): void {
    for (const [start, end, size] of [
      [from, to, capacity],
      [to, from, 0],
    ] as const) {
      this.nexts.push(this.heads[start] as number);
      this.heads[start] = this.ends.push(end) - 1;
      this.capacities.push(size);
    }
  }

  /** The maximum flow from source to sink, at most `most`; earlier questions leave no trace. */
  maxFlow(source: number, sink: number, most: number): number {
    this.room = [...this.capacities];
    let flow = 0;
    while (flow < most && this.setLevels(source, sink)) {
      this.turns = [...this.heads];
      for (
        let pushed = this.push(source, sink, most - flow);
        pushed > 0;
        pushed = this.push(source, sink, most - flow)
      )
        flow += pushed;
    }
    return flow;
  }

  private setLevels(source: number, sink: number): boolean {
    this.levels = new Int32Array(this.heads.length).fill(NONE);
    this.levels[source] = 0;
    const queue = [source];
    for (let node = queue[0], at = 0; node !== undefined; node = queue[++at]) {
      for (let arc = this.heads[node] as number; arc !== NONE; arc = this.nexts[arc] as number) {
        const end = this.ends[arc] as number;
        if (this.room[arc] === 0 || this.levels[end] !== NONE) continue;
        this.levels[end] = (this.levels[node] as number) + 1;
        queue.push(end);
      }
    }
    return this.levels[sink] !== NONE;
  }

  private push(node: number, sink: number, most: number): number {
    if (node === sink || most === 0) return most;
    for (
      ;
      this.turns[node] !== NONE;
      this.turns[node] = this.nexts[this.turns[node] as number] as number
    ) {
      const arc = this.turns[node] as number;
      const end = this.ends[arc] as number;
      if (this.levels[end] !== (this.levels[node] as number) + 1) continue;
      const pushed = this.push(end, sink, Math.min(most, this.room[arc] as number));
      if (pushed === 0) continue;
      this.room[arc] = (this.room[arc] as number) - pushed;
      this.room[arc ^ 1] = (this.room[arc ^ 1] as number) + pushed;
      return pushed;
    }
    return 0;
  }
}

const NONE = -1;
/** As much as any flow can be. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;
