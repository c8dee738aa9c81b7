import { present } from '../../base/index.js';
import type { BookPayment } from './book.js';
import type { Token, Tokenise } from './records.js';

/** The tokens that one institution knows in one epoch, and what they stand for. */
export class Names {
  /** Identifiers evaluated: what the institution's budget is charged. */
  evaluated = 0;
  private readonly tokens = new Map<string, Token>();
  private readonly accounts = new Map<Token, string>();
  private readonly payments = new Map<Token, BookPayment>();

  constructor(
    private readonly tokenise: Tokenise,
    private readonly referenceOf: ((payment_id: string) => string | null) | undefined,
  ) {}

  async nameAccounts(accounts: readonly string[]): Promise<void> {
    const inputs = await this.name(accounts.map((account) => accountInput(account)));
    inputs.forEach((token, at) => {
      this.accounts.set(token, accounts[at] as string);
    });
  }

  async namePayments(payments: readonly BookPayment[]): Promise<void> {
    const tokens = await this.name(payments.map((payment) => this.inputOf(payment)));
    tokens.forEach((token, at) => {
      this.payments.set(token, payments[at] as BookPayment);
    });
  }

  /** Tokens of accounts among those of nobody, as many as the next size in use; in their order. */
  async padded(accounts: readonly string[], institution: string): Promise<readonly Token[]> {
    const size = PADDED_SIZES.find((least) => accounts.length <= least) ?? accounts.length;
    const rest = Array.from(
      { length: size - accounts.length },
      (_, at) => `cifx1|nobody|${institution}|${at}`,
    );
    return [...(await this.name([...accounts.map(accountInput), ...rest]))].sort();
  }

  accountOf(token: Token): string | undefined {
    return this.accounts.get(token);
  }

  paymentOf(token: Token): BookPayment | undefined {
    return this.payments.get(token);
  }

  accountToken(account: string): Token {
    return present(this.tokens.get(accountInput(account)), 'a named account');
  }

  tokenOf(payment: BookPayment | undefined): Token | undefined {
    return payment && this.tokens.get(this.inputOf(payment));
  }

  forget(): void {
    for (const known of [this.tokens, this.accounts, this.payments]) known.clear();
  }

  /** A reference is the same at both ends; without one, what both know of the payment is. */
  private inputOf(payment: BookPayment): string {
    const reference = this.referenceOf?.(payment.id) ?? null;
    return reference === null
      ? `cifx1|payment-facts|${payment.facts}`
      : `cifx1|payment-reference|${reference}`;
  }

  /** Each input is evaluated once. */
  private async name(inputs: readonly string[]): Promise<readonly Token[]> {
    const fresh = [...new Set(inputs)].filter((input) => !this.tokens.has(input));
    if (fresh.length > 0) {
      const tokens = await this.tokenise(fresh);
      this.evaluated += fresh.length;
      fresh.forEach((input, at) => {
        this.tokens.set(input, present(tokens[at], 'a token for each input'));
      });
    }
    return inputs.map((input) => present(this.tokens.get(input), 'a token'));
  }
}

const PADDED_SIZES = [64, 256, 1_024, 4_096, 16_384, 65_536] as const;

const accountInput = (account: string) => `cifx1|account|${account}`;
