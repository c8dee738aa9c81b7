import { minorUnits, moment, noun, oneOf, optional, type RecordOf, text, whole } from './field.js';

/** What a laundering instance looks like in the payment graph. */
export const SHAPES = [
  'fan_in',
  'fan_out',
  'gather_scatter',
  'scatter_gather',
  'cycle',
  'chain',
  'peel_chain',
  'bipartite',
  'stack',
  'funnel',
  'mirror',
] as const;
export type Shape = (typeof SHAPES)[number];

/**
 * What a member does for its network, as shown by the payments of its instances. A
 * `possible_victim` and a `payer` do nothing for it: they paid into it out of a life of their own.
 */
export const NETWORK_ROLES = [
  'source',
  'collector',
  'carrier',
  'layerer',
  'distributor',
  'cash_out',
  'beneficiary',
  'payer',
  'possible_victim',
] as const;
export type NetworkRole = (typeof NETWORK_ROLES)[number];

export const network = noun(
  'network',
  {
    en: 'Accounts that launder together, as found in the payments of one run',
    es: 'Cuentas que lavan juntas, según los pagos de una corrida',
  },
  ['id'],
  {
    id: text(
      'Network id: hash of its earliest instance, so that growth keeps it',
      'Id de la red: hash de su instancia más antigua, para que al crecer lo conserve',
    ),
    rank: whole('Place among the networks, best first', 'Lugar entre las redes, primero la mejor'),
    surprise: whole(
      'Surprise against the null model, thousandths of a nat',
      'Sorpresa frente al modelo nulo, milésimas de nat',
    ),
    accounts: whole('Number of accounts', 'Número de cuentas'),
    instances: whole('Number of instances', 'Número de instancias'),
    payments: whole('Number of payments', 'Número de pagos'),
    institutions: whole('Number of institutions', 'Número de instituciones'),
    shapes: text('Shapes of its instances, separated by a space', 'Formas de sus instancias'),
    first_at: moment('First payment', 'Primer pago'),
    last_at: moment('Last payment', 'Último pago'),
    in_minor: minorUnits(
      'Value that came in from outside its members, reporting currency',
      'Valor que entró de fuera de sus miembros, en la moneda de reporte',
    ),
    out_minor: minorUnits(
      'Value that went out to others, reporting currency',
      'Valor que salió hacia otros, en la moneda de reporte',
    ),
    kept_minor: minorUnits(
      'What its carriers and layerers kept: value in less value out, where both are known',
      'Lo que retuvieron sus transportadores y estratificadores: lo que entró menos lo que salió',
    ),
    found_at: moment('When the run ended that found it', 'Fin de la corrida que la encontró'),
  },
);
export type NetworkRecord = RecordOf<typeof network.fields>;

export const networkMember = noun(
  'network_member',
  { en: 'An account in a network, and its role', es: 'Cuenta de una red, y su papel' },
  ['network_id', 'account_id'],
  {
    network_id: text('Network', 'Red'),
    account_id: text('Account', 'Cuenta'),
    party_id: optional(text('Party that holds it, where known', 'Titular, si se conoce')),
    role: oneOf(NETWORK_ROLES, 'What it does', 'Qué hace'),
    instances: whole('Instances it takes part in', 'Instancias en que participa'),
    in_minor: minorUnits('Received in the instances', 'Recibido en las instancias'),
    out_minor: minorUnits('Paid in the instances', 'Pagado en las instancias'),
    dwell_ms: optional(
      minorUnits(
        'Time that value rested, weighed by value (first in, first out), milliseconds',
        'Tiempo que reposó el valor, ponderado (primero en entrar, primero en salir), milisegundos',
      ),
    ),
    first_at: moment('First payment in the instances', 'Primer pago en las instancias'),
    last_at: moment('Last payment in the instances', 'Último pago en las instancias'),
  },
);
export type NetworkMember = RecordOf<typeof networkMember.fields>;

export const networkInstance = noun(
  'network_instance',
  { en: 'One laundering shape in a network', es: 'Una forma de lavado dentro de una red' },
  ['id'],
  {
    id: text('Instance id: hash of shape and payments', 'Id: hash de la forma y los pagos'),
    network_id: text('Network', 'Red'),
    shape: oneOf(SHAPES, 'Shape', 'Forma'),
    surprise: whole('Thousandths of a nat', 'Milésimas de nat'),
    parts: text(
      'Parts of the surprise that add up to it, as JSON: step, thousandths of a nat',
      'Partes de la sorpresa que suman el total, en JSON: paso, milésimas de nat',
    ),
    payments: whole('Number of payments', 'Número de pagos'),
    first_at: moment('First payment', 'Primer pago'),
    last_at: moment('Last payment', 'Último pago'),
  },
);
export type NetworkInstance = RecordOf<typeof networkInstance.fields>;

export const networkPayment = noun(
  'network_payment',
  { en: 'A payment of an instance', es: 'Un pago de una instancia' },
  ['instance_id', 'payment_id'],
  {
    instance_id: text('Instance', 'Instancia'),
    payment_id: text('Payment', 'Pago'),
    ordinal: whole('Place in the instance, in order of time', 'Lugar en la instancia, por hora'),
  },
);
export type NetworkPayment = RecordOf<typeof networkPayment.fields>;
