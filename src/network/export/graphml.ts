/**
 * Networks as GraphML (Brandes and others, 2002, http://graphml.graphdrawing.org): one directed
 * graph, a node for each account of each network and an edge for each payment, all values as typed
 * keys. Gephi and networkx read it.
 */
import { escapeMarkup, formatMinor } from '../../base/index.js';
import type { DossierEnd, DossierPayment, NetworkDossier } from '../../model/index.js';
import type { NetworkWriter } from './writer.js';

type KeyType = 'string' | 'int' | 'long' | 'double';
type Cell = string | number | bigint | null;

const NODE_KEYS = {
  label: 'string',
  network: 'string',
  network_rank: 'int',
  account: 'string',
  role: 'string',
  party: 'string',
  party_kind: 'string',
  institution: 'string',
  country: 'string',
  instances: 'int',
  in_minor: 'long',
  out_minor: 'long',
  kept_minor: 'long',
  dwell_ms: 'long',
  first_at: 'string',
  last_at: 'string',
  months: 'string',
} as const satisfies Readonly<Record<string, KeyType>>;

const EDGE_KEYS = {
  payment: 'string',
  time: 'string',
  weight: 'double',
  value_minor: 'long',
  amount_minor: 'long',
  currency: 'string',
  rail: 'string',
  instances: 'string',
  shapes: 'string',
} as const satisfies Readonly<Record<string, KeyType>>;

/** One file of any number of networks. An account in two of them is two nodes: its roles differ. */
export function graphmlWriter(): NetworkWriter {
  let [nodes, edges] = [0, 0];
  return {
    head: `${HEAD}${keys('node', NODE_KEYS)}${keys('edge', EDGE_KEYS)}${GRAPH}`,
    foot: '  </graph>\n</graphml>\n',
    losses: () => [],
    add(dossier) {
      const ids = new Map<string, string>();
      const shapes = new Map(dossier.instances.map(({ id, shape }) => [id, shape]));
      const lines: string[] = [];
      const put = (key: string, cells: Readonly<Partial<Record<keyof typeof NODE_KEYS, Cell>>>) => {
        if (ids.has(key)) return;
        const id = `n${++nodes}`;
        ids.set(key, id);
        lines.push(`    <node id="${id}">\n${data('n', cells)}    </node>\n`);
      };
      const network = { network: dossier.network.id, network_rank: dossier.network.rank };
      for (const { months, ...member } of dossier.members)
        put(endKey(member.account_id), {
          ...network,
          ...pick(member, Object.keys(NODE_KEYS)),
          label: member.name ?? member.account_id,
          account: member.account_id,
          party: member.party_id,
          months: months.join(' '),
        });
      for (const payment of dossier.payments) {
        const [from, to] = [payment.debtor, payment.creditor].map((end, i) => {
          const key = end.account === null ? otherKey(end, i) : endKey(end.account);
          const { account, name, institution, country } = end;
          put(key, { ...network, label: name ?? account, account, institution, country });
          return ids.get(key) ?? '';
        });
        const ends = `source="${from}" target="${to}"`;
        const cells = data('e', edgeCells(payment, dossier, shapes));
        lines.push(`    <edge id="e${++edges}" ${ends}>\n${cells}    </edge>\n`);
      }
      return lines.join('');
    },
  };
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
    http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`;
const GRAPH = '  <graph id="networks" edgedefault="directed">\n';

/** Ids begin with the kind, as `label` and others may be keys of both. */
function keys(kind: 'node' | 'edge', types: Readonly<Record<string, KeyType>>): string {
  return Object.entries(types)
    .map(([name, type]) => {
      const what = `for="${kind}" attr.name="${name}" attr.type="${type}"`;
      return `  <key id="${kind.charAt(0)}_${name}" ${what}/>\n`;
    })
    .join('');
}

/** Unknown values are left out: a key without a value is no zero. */
function data(kind: 'n' | 'e', cells: Readonly<Record<string, Cell | undefined>>): string {
  return Object.entries(cells)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `      <data key="${kind}_${name}">${xmlText(`${value}`)}</data>\n`)
    .join('');
}

function edgeCells(
  payment: DossierPayment,
  { currency }: NetworkDossier,
  shapes: ReadonlyMap<string, string>,
): Record<string, Cell> {
  const { id, time, value_minor, amount_minor, rail, instances } = payment;
  return {
    ...{ payment: id, time, value_minor, amount_minor, currency: payment.currency, rail },
    weight: value_minor === null ? null : formatMinor(value_minor, currency),
    instances: instances.join(' '),
    shapes: [...new Set(instances.map((each) => shapes.get(each) ?? ''))].join(' '),
  };
}

const endKey = (account: string) => `account ${account}`;

/** Who pays in cash or by a name is not who is paid in it. */
function otherKey({ name }: DossierEnd, side: number): string {
  return `${side === 0 ? 'debtor' : 'creditor'} ${name ?? ''}`;
}

function pick(from: object, names: readonly string[]): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => names.includes(name)),
  ) as Record<string, Cell>;
}

/** What XML 1.0 cannot carry shows as U+FFFD; a carriage return would be read as a line feed. */
function xmlText(text: string): string {
  const whole = text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd');
  return escapeMarkup(whole).replaceAll('\r', '&#13;');
}
