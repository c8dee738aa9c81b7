/**
 * One institution's side of joint monitoring: it names customers over the threshold to the hub by
 * tokens, answers what the hub asks about its customers, and alone knows whom a token stands for.
 */
import { Fault, present } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import { type Book, type BookPayment, openBook } from './book.js';
import { type Cell, CellGuard, cellOf, inSteps } from './coarse.js';
import { type HopEvidence, isOver, type OwnEvidence, type StarEvidence } from './evidence.js';
import { Names } from './names.js';
import type { MonitoringPolicy } from './policy.js';
import type { Ask, Contribution, Edge, Epoch, Hit, Hop, Star, Token, Tokenise } from './records.js';

export interface ContributorOptions {
  readonly engine: Engine;
  readonly institution: string;
  readonly epoch: Epoch;
  readonly policy: MonitoringPolicy;
  readonly evidence: OwnEvidence;
  readonly tokenise: Tokenise;
  /**
   * Accounts that an authority listed, or that have findings of two families in the institution's
   * own detection: of them, evidence as weak as an answer's is contributed.
   */
  readonly listed?: ReadonlySet<string>;
  /** Reference of a payment that the other institution has too (UETR, clave de rastreo). */
  referenceOf?(payment_id: string): string | null;
}

/** What an owner learns from a hit. */
export interface Learned {
  readonly hit: string;
  readonly shape: string;
  readonly nats_band: string;
  readonly customers_band: string;
  readonly accounts: readonly string[];
  readonly payments: readonly string[];
}

export interface Contributor {
  readonly institution: string;
  /** Once per epoch; `exchange.monitoring.twice` else. */
  contribute(): Promise<Contribution>;
  /** Answers about its own customers; asks about others or about protected ones get nothing. */
  answer(asks: readonly Ask[]): Promise<Contribution>;
  learn(hits: readonly Hit[]): Promise<readonly Learned[]>;
  /** Identifiers tokenised so far: what its budget is charged. */
  readonly tokenised: number;
  /** Forgets every token; what is called later is the Fault `exchange.monitoring.ended`. */
  end(): void;
}

/** Tokenises all its customers: one evaluation each. */
export async function openContributor(options: ContributorOptions): Promise<Contributor> {
  const { engine, institution, epoch, policy } = options;
  const book = openBook(engine, institution, epoch);
  const names = new Names(options.tokenise, options.referenceOf?.bind(options));
  const accounts = await book.customers();
  const protectedOnes = await book.protectedAccounts(policy.protected);
  await names.nameAccounts(accounts);
  return new OpenContributor(options, book, names, new Set(accounts), protectedOnes);
}

class OpenContributor implements Contributor {
  readonly institution: string;
  private readonly cells: CellGuard;
  private readonly evidence: Indexed;
  private hasContributed = false;
  private hasEnded = false;

  constructor(
    private readonly options: ContributorOptions,
    private readonly book: Book,
    private readonly names: Names,
    private readonly customers: ReadonlySet<string>,
    private readonly protectedOnes: ReadonlySet<string>,
  ) {
    this.institution = options.institution;
    this.cells = new CellGuard(options.policy.coarsening.cell_min);
    this.evidence = new Indexed(options.evidence);
  }

  get tokenised(): number {
    return this.names.evaluated;
  }

  async contribute(): Promise<Contribution> {
    this.checkOpen();
    if (this.hasContributed) throw new Fault('exchange.monitoring.twice');
    this.hasContributed = true;
    const { threshold, asks } = this.options.policy;
    const { hops, stars } = this.options.evidence;
    const listed = this.options.listed ?? new Set();
    const strong = (piece: HopEvidence | StarEvidence) =>
      isOver(piece, 'first' in piece ? threshold.hop_nats_min : threshold.star_nats_min, threshold);
    const listedNumbers = listed.size > 0 ? await this.numbersOf([...listed]) : new Map();
    const named = (piece: HopEvidence | StarEvidence) => {
      const [payment, end] = hubOf(piece);
      const account = listedNumbers.get(payment)?.[end];
      return account !== undefined && listed.has(account) && piece.nats >= asks.hop_nats_min;
    };
    const may = (piece: HopEvidence | StarEvidence) => strong(piece) || named(piece);
    const told = await this.tell(hops.filter(may), stars.filter(may), 'first');
    const struck = [...this.protectedOnes].filter((account) => this.customers.has(account));
    return { ...told, struck: await this.names.padded(struck, this.institution) };
  }

  async answer(asks: readonly Ask[]): Promise<Contribution> {
    this.checkOpen();
    const { asks: allowed } = this.options.policy;
    const about = asks.flatMap((ask) => {
      const account = this.names.accountOf(ask.customer);
      return account && this.customers.has(account) && !this.protectedOnes.has(account)
        ? [{ ask, account }]
        : [];
    });
    const wanted = about.flatMap(({ ask, account }) =>
      ask.ask === 'star' ? [] : [{ account, payment: ask.payment, period: ask.period }],
    );
    await this.find(wanted);
    const hops = new Set<HopEvidence>();
    const stars: StarEvidence[] = [];
    for (const { ask } of about) {
      const numbers = this.numbersByToken('payments' in ask ? ask.payments : [ask.payment]);
      if (numbers.length === 0) continue;
      if (ask.ask === 'star') {
        const direction = ask.direction;
        const known = this.options.evidence.about({ direction, payments: numbers });
        stars.push({ direction, payments: known, value: 0, pace: 0, partners: 0, nats: 0 });
        continue;
      }
      for (const hop of this.evidence.hopsOf(ask.ask, numbers[0] as number)) {
        if (hop.nats >= allowed.hop_nats_min) hops.add(hop);
      }
    }
    return this.tell([...hops], stars, 'answer');
  }

  async learn(hits: readonly Hit[]): Promise<readonly Learned[]> {
    this.checkOpen();
    const wanted = hits.flatMap(({ customers, payments, periods }) =>
      customers.flatMap((token) => {
        const account = this.names.accountOf(token);
        if (account === undefined) return [];
        return payments.flatMap((payment) =>
          periods.map((period) => ({ account, payment, period })),
        );
      }),
    );
    await this.find(wanted);
    return hits.map((hit) => ({
      hit: hit.id,
      shape: hit.shape,
      nats_band: hit.nats_band,
      customers_band: hit.customers_band,
      accounts: hit.customers.flatMap((token) => this.names.accountOf(token) ?? []),
      payments: hit.payments.flatMap((token) => this.names.paymentOf(token)?.id ?? []),
    }));
  }

  end(): void {
    this.hasEnded = true;
    this.names.forget();
  }

  private checkOpen(): void {
    if (this.hasEnded)
      throw new Fault('exchange.monitoring.ended', { epoch: this.options.epoch.id });
  }

  /** By number of a payment of these accounts, its ends. */
  private async numbersOf(accounts: readonly string[]): Promise<Map<number, [string, string]>> {
    const payments = await this.book.paymentsOf(accounts);
    return new Map(
      payments.map((one) => [this.evidence.numberOf(one.order_key), [one.debtor, one.creditor]]),
    );
  }

  private numbersByToken(tokens: readonly Token[]): number[] {
    return tokens.flatMap((token) => {
      const payment = this.names.paymentOf(token);
      const number = payment ? this.evidence.numberOf(payment.order_key) : -1;
      return number >= 0 ? [number] : [];
    });
  }

  /** Puts pieces of evidence into tokens; those that touch a protected customer are left out. */
  private async tell(
    hops: readonly HopEvidence[],
    stars: readonly StarEvidence[],
    turn: 'first' | 'answer',
  ): Promise<Contribution> {
    const { epoch, institution, policy } = this.options;
    const numbers = new Set([
      ...hops.flatMap(({ first, second, peel }) =>
        peel < 0 ? [first, second] : [first, second, peel],
      ),
      ...stars.flatMap(({ payments }) => payments),
    ]);
    const payments = await this.paymentsByNumber(numbers);
    if (turn === 'first') this.cells.count([...payments.values()].map((one) => this.cell(one)));
    const token = (number: number) => this.names.tokenOf(payments.get(number));
    return {
      agreement: epoch.agreement,
      epoch: epoch.id,
      institution,
      edges: inTokenOrder([...payments].map(([number, one]) => this.edge(number, one))),
      hops: hops.flatMap((hop): Hop[] => {
        const [first, second] = [token(hop.first), token(hop.second)];
        const peel = hop.peel < 0 ? null : token(hop.peel);
        if (!first || !second || peel === undefined) return [];
        return [{ first, second, peel, nats: inSteps(hop.nats, policy.coarsening) }];
      }),
      stars: stars.flatMap((star): Star[] => {
        const tokens = star.payments.flatMap((number) => token(number) ?? []);
        const known = payments.get(star.payments.find((number) => payments.has(number)) ?? -1);
        const hub = star.direction === 'in' ? known?.creditor : known?.debtor;
        if (tokens.length < 2 || hub === undefined) return [];
        const { direction } = star;
        return [{ hub: this.names.accountToken(hub), direction, payments: tokens.sort() }];
      }),
      struck: [],
    };
  }

  /** Names payments of its customers in a period, as far as it does not know what is wanted. */
  private async find(
    wanted: readonly { account: string; payment: Token; period: number | null }[],
  ): Promise<void> {
    const unknown = wanted.filter(({ payment }) => !this.names.paymentOf(payment));
    if (unknown.length === 0) return;
    const periods = new Map<string, Set<number | null>>();
    for (const { account, period } of unknown) {
      periods.set(account, (periods.get(account) ?? new Set()).add(period));
    }
    const payments = await this.book.paymentsOf([...periods.keys()]);
    const isNear = (account: string, payment: BookPayment) => {
      const asked = periods.get(account);
      return asked?.has(null) || asked?.has(this.cell(payment).period);
    };
    await this.names.namePayments(
      payments.filter((one) => isNear(one.debtor, one) || isNear(one.creditor, one)),
    );
  }

  private async paymentsByNumber(numbers: ReadonlySet<number>): Promise<Map<number, BookPayment>> {
    const { order_key } = this.options.evidence;
    const keys = [...numbers].map((number) => present(order_key[number], 'a weighed payment'));
    const all = (await this.book.paymentsAt(keys)).filter(
      ({ debtor, creditor }) =>
        !this.protectedOnes.has(debtor) && !this.protectedOnes.has(creditor),
    );
    await this.names.namePayments(all);
    await this.names.nameAccounts(all.flatMap(({ debtor, creditor }) => [debtor, creditor]));
    return new Map(all.map((one) => [this.evidence.numberOf(one.order_key), one]));
  }

  private cell(payment: BookPayment): Cell {
    return cellOf(this.options.policy.coarsening, this.options.epoch, payment);
  }

  private edge(number: number, payment: BookPayment): Edge {
    const { evidence, policy } = this.options;
    return {
      payment: present(this.names.tokenOf(payment), 'a named payment'),
      source: this.names.accountToken(payment.debtor),
      target: this.names.accountToken(payment.creditor),
      source_institution: payment.debtor_institution,
      target_institution: payment.creditor_institution,
      ...this.cells.allowed(this.cell(payment)),
      rail: policy.coarsening.with_rail ? payment.rail : null,
      aim: inSteps(evidence.aim(number), policy.coarsening),
      start: inSteps(evidence.start(number), policy.coarsening),
    };
  }
}

/** The order of tokens is nobody's: that of payments would tell their order. */
const inTokenOrder = (edges: Edge[]) => edges.sort((a, b) => (a.payment < b.payment ? -1 : 1));

/** A payment at the customer's account, and which of its ends that is: 0 payer, 1 payee. */
function hubOf(piece: HopEvidence | StarEvidence): [payment: number, end: 0 | 1] {
  if ('first' in piece) return [piece.first, 1];
  return [piece.payments[0] as number, piece.direction === 'in' ? 1 : 0];
}

/** Evidence by payment. */
class Indexed {
  private readonly byFirst = new Map<number, HopEvidence[]>();
  private readonly bySecond = new Map<number, HopEvidence[]>();

  constructor(private readonly evidence: OwnEvidence) {
    for (const hop of evidence.hops) {
      push(this.byFirst, hop.first, hop);
      push(this.bySecond, hop.second, hop);
    }
  }

  hopsOf(ask: 'next' | 'previous', payment: number): readonly HopEvidence[] {
    return (ask === 'next' ? this.byFirst : this.bySecond).get(payment) ?? [];
  }

  /** −1 where the payment was not weighed. */
  numberOf(order_key: bigint): number {
    const keys = this.evidence.order_key;
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as bigint) < order_key) low = middle + 1;
      else high = middle;
    }
    return keys[low] === order_key ? low : -1;
  }
}

function push<T>(lists: Map<number, T[]>, key: number, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
