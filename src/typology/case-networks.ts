import type { CaseNetwork } from './cases-file.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

export interface NetworkTables {
  readonly network: Rows;
  readonly network_member: Rows;
  readonly network_instance: Rows;
  readonly network_payment: Rows;
}

/** The four tables of a case's networks; what rules cannot ask about them is left at nothing. */
export function networkTables(networks: readonly CaseNetwork[], until: string): NetworkTables {
  const instances = networks.flatMap(({ id, instances = [] }) =>
    instances.map((instance, i) => ({ ...instance, id: `${id}.${i + 1}`, network_id: id })),
  );
  const span = { first_at: until, last_at: until };
  const sums = { in_minor: 0n, out_minor: 0n };
  return {
    network: networks.map(({ id, members, instances: own = [], found_at }, i) => ({
      id,
      rank: i + 1,
      surprise: 0,
      accounts: Object.keys(members).length,
      instances: own.length,
      payments: new Set(own.flatMap(({ payments }) => payments)).size,
      institutions: 0,
      shapes: [...new Set(own.map(({ shape }) => shape))].sort().join(' '),
      ...span,
      ...sums,
      kept_minor: 0n,
      found_at: found_at ?? until,
    })),
    network_member: networks.flatMap(({ id, members }) =>
      Object.entries(members).map(([account_id, role]) => ({
        network_id: id,
        account_id,
        role,
        instances: 0,
        ...sums,
        ...span,
      })),
    ),
    network_instance: instances.map(({ id, network_id, shape, payments }) => ({
      id,
      network_id,
      shape,
      surprise: 0,
      parts: '[]',
      payments: payments.length,
      ...span,
    })),
    network_payment: instances.flatMap(({ id, payments }) =>
      payments.map((payment_id, i) => ({ instance_id: id, payment_id, ordinal: i + 1 })),
    ),
  };
}
