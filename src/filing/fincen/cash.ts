import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { FiledActivity, FiledOperation, Filing } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, text } from '../lens/pieces.js';
import { code, day, dollars } from './fields.js';

/**
 * Cash of one day. A CTR's totals are the activity, each kind of deposit or withdrawal is an
 * operation; of an 8300 an operation is an instrument received or what was paid for.
 */
export function cash(form: 'fincen-ctr' | 'fincen-8300'): Piece<Filing> {
  const shape = form === 'fincen-ctr' ? CTR : F8300;
  return {
    read(rest) {
      const [found] = rest.take(ELEMENT, (node) => node, 1);
      return found ? cashOf(found, shape) : {};
    },
    write({ activity, operations }) {
      if (activity === undefined && operations === undefined) return [];
      const own = shape.activity.write(activity ?? {}, ELEMENT);
      const details = padded(operations ?? [], shape.details_min).map((each) =>
        withEmpties(shape.operation.write(each, DETAIL), shape.required_of_detail),
      );
      const whole = withEmpties(own, shape.required);
      return [{ ...whole, children: [...whole.children, ...details] }];
    },
  };
}

const ELEMENT = 'CurrencyTransactionActivity';
const DETAIL = 'CurrencyTransactionActivityDetail';

interface CashShape {
  readonly activity: Lens<FiledActivity>;
  readonly operation: Lens<FiledOperation>;
  /** Elements that must be there, empty where nothing is known. */
  readonly required: readonly string[];
  readonly required_of_detail: readonly string[];
  readonly details_min: number;
}

const KIND = 'CurrencyTransactionActivityDetailTypeCode';
const CASH_IN = 'TotalCashInReceiveAmountText';
const CASH_OUT = 'TotalCashOutAmountText';
const AMOUNT = 'DetailTransactionAmountText';
const OTHER = 'OtherCurrencyTransactionActivityDetailText';
const COUNTRY = 'OtherForeignCurrencyCountryText';

const CTR: CashShape = {
  activity: record<FiledActivity>([
    coded('from', 'TransactionDateText', day),
    coded('cash_in', CASH_IN, dollars),
    coded('cash_out', CASH_OUT, dollars),
  ]),
  operation: record<FiledOperation>([
    text('kind', KIND),
    coded('amount', AMOUNT, dollars),
    text('text', OTHER),
    text('country', COUNTRY),
  ]),
  required: [
    'AggregateTransactionIndicator',
    'ArmoredCarServiceIndicator',
    'ATMIndicator',
    'MailDepositShipmentIndicator',
    'NightDepositIndicator',
    'SharedBranchingIndicator',
    CASH_IN,
    CASH_OUT,
  ],
  required_of_detail: [AMOUNT, OTHER, COUNTRY],
  details_min: 0,
};

/** FinCEN's codes of what was received for. */
const F8300: CashShape = {
  activity: record<FiledActivity>([
    coded('from', 'TransactionDateText', day),
    coded('cash_in', CASH_IN, dollars),
    coded('price', 'TotalPriceAmountText', dollars),
  ]),
  operation: record<FiledOperation>([
    text('kind', KIND),
    coded('amount', AMOUNT, dollars),
    text('text', 'DetailTransactionDescription'),
    code<FiledOperation>('instrument', 'InstrumentProductServiceTypeCode', {
      35: 'us_currency',
      16: 'foreign_currency',
      39: 'cashiers_check',
      26: 'money_order',
      40: 'bank_draft',
      34: 'travelers_check',
    }),
    text('issuer', 'IssuerNameText'),
    text('country', COUNTRY),
  ]),
  required: [],
  required_of_detail: [],
  details_min: 2,
};

function cashOf(node: DocumentNode, shape: CashShape): Partial<Filing> {
  const details = node.children.filter((child) => child.name === DETAIL);
  const others = node.children.filter((child) => child.name !== DETAIL);
  const own = shape.activity.read(
    withoutEmpties(branch(node.name, others, node.attributes), shape.required),
  );
  const operations = details.map((each) =>
    shape.operation.read(withoutEmpties(each, shape.required_of_detail)),
  );
  const last = operations.at(-1);
  const isPadded = shape.details_min === operations.length && last && isEmpty(last);
  const kept = isPadded ? operations.slice(0, -1) : operations;
  return { activity: own, ...(kept.length > 0 ? { operations: kept } : {}) };
}

/** Only the second of two is padding: two empty ones are an empty operation and its padding. */
function padded(operations: readonly FiledOperation[], least: number): readonly FiledOperation[] {
  return operations.length > 0 && operations.length < least ? [...operations, {}] : operations;
}

function isEmpty(operation: FiledOperation): boolean {
  return Object.keys(operation).length === 0;
}

/** Elements that the form requires are written empty where there is nothing to say. */
export function withEmpties(node: DocumentNode, required: readonly string[]): DocumentNode {
  const present = new Set(node.children.map((child) => child.name));
  const empties = required.filter((name) => !present.has(name)).map((name) => leaf(name, ''));
  return empties.length > 0 ? { ...node, children: [...node.children, ...empties] } : node;
}

/** The other way: what is only there because it must be says nothing. */
export function withoutEmpties(node: DocumentNode, required: readonly string[]): DocumentNode {
  const children = node.children.filter(
    (child) =>
      !required.includes(child.name) ||
      child.text !== '' ||
      child.children.length > 0 ||
      Object.keys(child.attributes).length > 0,
  );
  return { ...node, children };
}
