/** What several institutions contributed, as one graph in which each payment counts once. */
import type { Contribution, Edge, Hop, Star, Token } from './records.js';

/** Accounts and payments are numbered as they came; a number says no more than its token. */
export interface JoinedGraph {
  readonly accounts: number;
  readonly debtor: Int32Array;
  readonly creditor: Int32Array;
  /** −1: not told. */
  readonly period: Int32Array;
  readonly period_days: number;
  readonly aim: Float32Array;
  readonly start: Float32Array;
  readonly hops: readonly JoinedHop[];
  readonly stars: readonly JoinedStar[];
}

export interface JoinedHop {
  readonly first: number;
  readonly second: number;
  /** −1: none. */
  readonly peel: number;
  readonly nats: number;
}

export interface JoinedStar {
  readonly hub: number;
  readonly direction: 'in' | 'out';
  readonly payments: readonly number[];
}

/** What of the contributions could not be joined. */
export interface JoinCounts {
  /** Edges that both ends contributed: they count once. */
  readonly told_twice: number;
  /** Edges whose two tellers disagree on the ends: neither is believed. */
  readonly contradicted: number;
  /** Edges, hops and stars of which the teller holds no account: they are left out. */
  readonly foreign: number;
}

/**
 * Joins contributions. An edge is known by its payment token: a reference that both ends have, or
 * the facts that both know (the k-th of several alike by the k-th). Of two tellings the coarser
 * cell and the lesser aim hold, so that neither teller can make a payment look stranger alone.
 */
export class Joint {
  private readonly edges = new Map<Token, Edge>();
  private readonly bad = new Set<Token>();
  private readonly hops = new Map<string, Hop>();
  private readonly stars = new Map<string, Star[]>();
  private told_twice = 0;
  private foreign = 0;

  get counts(): JoinCounts {
    return {
      told_twice: this.told_twice,
      contradicted: this.bad.size,
      foreign: this.foreign,
    };
  }

  /** Nobody can tell of accounts that another holds. */
  add({ edges, hops, stars, institution }: Contribution): void {
    const own = <T>(items: readonly T[], isOwn: (item: T) => boolean) => {
      const kept = items.filter(isOwn);
      this.foreign += items.length - kept.length;
      return kept;
    };
    const ends = (edge: Edge) => [edge.source_institution, edge.target_institution];
    for (const edge of own(edges, (one) => ends(one).includes(institution))) this.addEdge(edge);
    const holds = ({ first }: Hop) => this.edges.get(first)?.target_institution === institution;
    for (const hop of own(hops, holds)) {
      this.hops.set(`${hop.first}|${hop.second}|${hop.peel}`, hop);
    }
    const holdsHub = ({ hub, direction, payments }: Star) =>
      payments.every((payment) => {
        const edge = this.edges.get(payment);
        return direction === 'in'
          ? edge?.target === hub && edge.target_institution === institution
          : edge?.source === hub && edge.source_institution === institution;
      });
    for (const star of own(stars, holdsHub)) this.addStar(star);
  }

  /** Drops all edges at accounts that their own institution struck. */
  strike(isStruck: (account: Token, institution: string) => boolean): void {
    for (const [token, edge] of this.edges) {
      const { source, target, source_institution, target_institution } = edge;
      if (isStruck(source, source_institution) || isStruck(target, target_institution)) {
        this.edges.delete(token);
      }
    }
  }

  edge(payment: Token): Edge | undefined {
    return this.bad.has(payment) ? undefined : this.edges.get(payment);
  }

  allEdges(): Edge[] {
    return [...this.edges.values()].filter(({ payment }) => !this.bad.has(payment));
  }

  /** The graph, and the edges and accounts by their numbers. */
  graph(period_days: number | null): { graph: JoinedGraph; edges: Edge[]; accounts: Token[] } {
    const edges = this.allEdges();
    const payments = new Map(edges.map(({ payment }, number) => [payment, number]));
    const accounts = new Map<Token, number>();
    const numbered = (token: Token) => {
      const known = accounts.get(token) ?? accounts.size;
      accounts.set(token, known);
      return known;
    };
    const number = (token: Token) => payments.get(token) ?? -1;
    const graph = {
      debtor: Int32Array.from(edges, ({ source }) => numbered(source)),
      creditor: Int32Array.from(edges, ({ target }) => numbered(target)),
      period: Int32Array.from(edges, ({ period }) => period ?? -1),
      period_days: period_days ?? 1,
      aim: Float32Array.from(edges, ({ aim }) => aim),
      start: Float32Array.from(edges, ({ start }) => start),
      hops: [...this.hops.values()].flatMap(({ first, second, peel, nats }) => {
        const hop = { first: number(first), second: number(second), nats };
        if (hop.first < 0 || hop.second < 0) return [];
        return [{ ...hop, peel: peel === null ? -1 : number(peel) }];
      }),
      stars: [...this.stars.values()].flat().flatMap(({ hub, direction, payments: tokens }) => {
        const known = tokens.map(number).filter((payment) => payment >= 0);
        return known.length < 2 ? [] : [{ hub: numbered(hub), direction, payments: known }];
      }),
    };
    return { graph: { accounts: accounts.size, ...graph }, edges, accounts: [...accounts.keys()] };
  }

  private addEdge(edge: Edge): void {
    const known = this.edges.get(edge.payment);
    if (!known) {
      this.edges.set(edge.payment, edge);
      return;
    }
    this.told_twice++;
    if (known.source !== edge.source || known.target !== edge.target) this.bad.add(edge.payment);
    this.edges.set(edge.payment, {
      ...known,
      amount_band: coarser(known.amount_band, edge.amount_band),
      period: coarser(known.period, edge.period),
      rail: known.rail === edge.rail ? known.rail : null,
      aim: Math.min(known.aim, edge.aim),
      start: Math.min(known.start, edge.start),
    });
  }

  /** A star that holds another of the same hub takes its place: an answer completes it. */
  private addStar(star: Star): void {
    const own = new Set(star.payments);
    const key = `${star.hub}|${star.direction}`;
    const apart: Star[] = [];
    for (const known of this.stars.get(key) ?? []) {
      if (!known.payments.some((payment) => own.has(payment))) apart.push(known);
      else for (const payment of known.payments) own.add(payment);
    }
    this.stars.set(key, [...apart, { ...star, payments: [...own].sort() }]);
  }
}

/** Two institutions near midnight, or with different rates: neither's is told. */
const coarser = (a: number | null, b: number | null) => (a === b ? a : null);
