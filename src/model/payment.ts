import type { RecordOf } from './field.js';
import {
  country,
  currency,
  flag,
  minorUnits,
  moment,
  noun,
  oneOf,
  optional,
  orderKey,
  text,
} from './field.js';
import { CHANNELS, PRECISIONS, PURPOSES, RAILS } from './values.js';

/** What an input file says of a payment. The store adds the fields of {@link settled}. */
const reported = {
  id: text('Payment id, unique in the store', 'Id del pago, único en el almacén'),
  time: moment(
    'When it was booked or, failing that, ordered; UTC, milliseconds',
    'Cuándo se asentó o, en su defecto, se ordenó; UTC, milisegundos',
  ),
  precision: oneOf(
    PRECISIONS,
    'Precision of the time in the input',
    'Precisión de la hora en el archivo',
  ),
  debtor_account: optional(
    text(
      'Account that pays; empty for cash paid in',
      'Cuenta que paga; vacía si se deposita efectivo',
    ),
  ),
  creditor_account: optional(
    text(
      'Account that receives; empty for cash paid out',
      'Cuenta que recibe; vacía si se retira efectivo',
    ),
  ),
  debtor_institution: optional(text('Institution of the payer', 'Institución del ordenante')),
  creditor_institution: optional(text('Institution of the payee', 'Institución del beneficiario')),
  debtor_country: optional(country('Country of the paying end', 'País del extremo que paga')),
  creditor_country: optional(
    country('Country of the receiving end', 'País del extremo que recibe'),
  ),
  debtor_name: optional(text('Payer as named in the payment', 'Ordenante según el pago')),
  creditor_name: optional(text('Payee as named in the payment', 'Beneficiario según el pago')),
  amount_minor: minorUnits('Amount paid, minor units', 'Monto pagado, en unidades menores'),
  currency: currency('Currency paid', 'Moneda pagada'),
  received_minor: optional(
    minorUnits(
      'Amount received where it differs, minor units',
      'Monto recibido si difiere, en unidades menores',
    ),
  ),
  received_currency: optional(currency('Currency received', 'Moneda recibida')),
  rail: optional(oneOf(RAILS, 'How the money moves', 'Medio de pago')),
  channel: optional(oneOf(CHANNELS, 'Where it was ordered', 'Canal')),
  purpose: optional(
    oneOf(PURPOSES, 'Stated purpose, coarsened', 'Propósito declarado, simplificado'),
  ),
  text: optional(text('What payer and payee say of it', 'Concepto y referencias')),
  place_id: optional(text('Place where it was conducted', 'Lugar donde se realizó')),
  conductor_id: optional(text('Party who conducted it', 'Parte que lo realizó')),
  behalf_id: optional(
    text('Party on whose behalf it was conducted', 'Parte por cuya cuenta se realizó'),
  ),
  device_id: optional(text('Device it was ordered from', 'Dispositivo desde el que se ordenó')),
  intermediaries: optional(
    text(
      'Institutions between the ends, in order, separated by a space',
      'Instituciones intermedias, en orden, separadas por un espacio',
    ),
  ),
  is_return: optional(
    flag('Whether it returns an earlier payment', 'Si devuelve un pago anterior'),
  ),
};

/** What the store adds when a payment is settled into order and valued. */
const settled = {
  order_key: orderKey(
    'Place in the order (time, id): milliseconds × 2²¹ + rank of the id within its instant',
    'Lugar en el orden (hora, id): milisegundos × 2²¹ + rango del id en su instante',
  ),
  value_minor: optional(
    minorUnits(
      'Amount in the reporting currency by the rate of its day; empty where no rate is known',
      'Monto en la moneda de reporte al tipo de cambio del día; vacío si no hay tipo',
    ),
  ),
  batch_id: text('Ingest batch it came with', 'Lote de ingesta con que llegó'),
};

export const reportedPayment = noun(
  'reported_payment',
  { en: 'A payment as an input reports it', es: 'Un pago según lo reporta el archivo' },
  ['id'],
  reported,
);
export type ReportedPayment = RecordOf<typeof reported>;

export const payment = noun(
  'payment',
  {
    en: 'One movement of value between two accounts, or between an account and cash',
    es: 'Un movimiento de valor entre dos cuentas, o entre una cuenta y efectivo',
  },
  ['id'],
  { ...reported, ...settled },
);
export type Payment = RecordOf<typeof payment.fields>;
