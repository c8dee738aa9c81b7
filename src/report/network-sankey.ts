/** Money between institutions, layer by layer: which banks it passes, as a Sankey diagram. */
import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { present } from '../base/index.js';
import { html, type Markup } from './markup.js';
import { DRAWN, type DrawnArrow, type DrawnNode, wholeGraph } from './network-graph.js';
import { canvas, type Drawing, fitted, plainAmount } from './network-svg.js';
import { short } from './pieces.js';
import type { Voice } from './voice.js';

/** Width of a column: of many, less each, so that more can be seen at once. */
const COLUMN = { few: 200, many: 172, few_max: 6 } as const;
const NODE_WIDTH = 10;
const LABEL_GAP = 28;
const FONT_SIZE = 12.5;
const PADDING = 26;
const ROW = 46;
/** Institutions of one layer that are drawn alone; the smaller ones are one. */
const BANKS_MAX = 7;
/** Columns: as many as the layered drawing has, so that every bank on the way is one. */
const STAGES_MAX = DRAWN.layers_max;

const path = sankeyLinkHorizontal();

interface Band {
  readonly key: string;
  readonly kind: 'bank' | 'cash' | 'unknown' | 'others' | 'return';
  readonly label: string | null;
  readonly column: number;
  readonly banks: number;
}
interface Ribbon {
  readonly kind: 'in' | 'out' | 'on';
  readonly value: number;
  readonly minor: bigint;
}

/**
 * The diagram, null where no payment has a value in the reporting currency; and how many payments
 * stay within one column, which happens where the way is longer than the columns.
 */
export function sankeyDrawing(drawing: Drawing): {
  readonly svg: Markup | null;
  readonly hidden: number;
} {
  const { bands, links, columns, hidden } = graphOf(drawing);
  if (links.length === 0) return { svg: null, hidden };
  const rows = Math.max(
    ...Array.from({ length: columns }, (_, c) => bands.filter((b) => b.column === c).length),
  );
  const height = Math.max(150, rows * ROW + 60);
  // Each name stands right of its bar, so that those of two columns never meet.
  const column = columns > COLUMN.few_max ? COLUMN.many : COLUMN.few;
  const width = Math.max(2, columns) * column;
  const labelWidth = column - LABEL_GAP;
  const layout = sankey<Band, Ribbon>()
    .nodeId((band) => band.key)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(PADDING)
    .nodeAlign((band) => band.column)
    .extent([
      [1, 18],
      [width - labelWidth, height - 18],
    ]);
  const graph = layout({ nodes: bands, links });
  const { voice } = drawing;
  const ribbons = graph.links.map((link) => ribbon(link, voice));
  const boxes = graph.nodes.map((node) => bandBox(node, labelWidth, voice));
  const svg = canvas({ name: 'sankey', width, height }, drawing, html`${ribbons}${boxes}`);
  return { svg, hidden };
}

interface Links {
  readonly bands: Band[];
  readonly links: ({ readonly source: string; readonly target: string } & Ribbon)[];
  readonly columns: number;
  readonly hidden: number;
}

function graphOf({ dossier }: Drawing): Links {
  const { nodes, arrows, layers } = wholeGraph(dossier);
  const stages = Math.min(STAGES_MAX, layers);
  const columnOf = ({ layer }: DrawnNode) => Math.floor((layer * stages) / layers);
  const valued = arrows.filter(({ value_minor }) => value_minor > 0n);
  const bandOf = bandsOf(nodes, valued, columnOf);
  const bands = new Map<string, Band>();
  const links = new Map<string, { source: string; target: string } & Ribbon>();
  let hidden = 0;
  for (const arrow of valued) {
    const [source, to] = [bandOf(arrow.from), bandOf(arrow.to)];
    const isForward = to.column > source.column;
    if (!isForward && !arrow.is_return) {
      hidden += arrow.payments;
      continue;
    }
    const target = isForward ? to : returnOf(to, source.column + 1);
    for (const band of [source, target]) bands.set(band.key, band);
    const key = JSON.stringify([source.key, target.key]);
    const minor = (links.get(key)?.minor ?? 0n) + arrow.value_minor;
    const kind = arrow.enters ? 'in' : arrow.leaves ? 'out' : 'on';
    const ends = { source: source.key, target: target.key };
    links.set(key, { ...ends, kind, minor, value: Number(minor) });
  }
  const columns = Math.max(0, ...[...bands.values()].map(({ column }) => column)) + 1;
  return { bands: [...bands.values()], links: [...links.values()], columns, hidden };
}

/** Money that goes back ends in a band of its own: a diagram of rings has no left and right. */
function returnOf(band: Band, column: number): Band {
  return { ...band, key: `return:${band.key}:${column}`, kind: 'return', column };
}

function bandsOf(
  nodes: readonly DrawnNode[],
  arrows: readonly DrawnArrow[],
  columnOf: (node: DrawnNode) => number,
): (key: string) => Band {
  const own = new Map(nodes.map((node) => [node.key, bandOfNode(node, columnOf(node))]));
  const moved = new Map<string, bigint>();
  for (const { from, to, value_minor } of arrows)
    for (const end of [from, to]) {
      const { key } = present(own.get(end), 'band');
      moved.set(key, (moved.get(key) ?? 0n) + value_minor);
    }
  const columns = new Map<number, Band[]>();
  for (const band of new Map([...own.values()].map((each) => [each.key, each])).values())
    columns.set(band.column, [...(columns.get(band.column) ?? []), band]);
  const others = new Map<string, Band>();
  for (const [column, bands] of columns) {
    if (bands.length <= BANKS_MAX + 1) continue;
    const size = ({ key }: Band) => Number(moved.get(key) ?? 0n);
    const small = bands.sort((a, b) => size(b) - size(a)).slice(BANKS_MAX);
    const band = { key: `others:${column}`, kind: 'others', label: null, column } as const;
    for (const { key } of small) others.set(key, { ...band, banks: small.length });
  }
  return (end) => {
    const band = present(own.get(end), 'band');
    return others.get(band.key) ?? band;
  };
}

function bandOfNode({ kind, institution }: DrawnNode, column: number): Band {
  const what = kind === 'cash' ? 'cash' : institution === null ? 'unknown' : 'bank';
  const key = `${what}:${column}:${institution ?? ''}`;
  return { key, kind: what, label: institution, column, banks: 1 };
}

function ribbon(link: SankeyLink<Band, Ribbon>, voice: Voice): Markup {
  const [from, to] = [link.source as Band, link.target as Band];
  const names = [from.label, to.label].filter((label) => label !== null).join(' → ');
  const title = [names, voice.wholeMoney(link.minor)].filter((part) => part !== '').join(' · ');
  return html`
    <path class="ribbon ${link.kind}" d="${path(link) ?? ''}"
      stroke-width="${short(Math.max(1.5, link.width ?? 0))}">
      <title translate="no">${title}</title>
    </path>`;
}

/** The node's bar; right of it whose it is and how much. */
function bandBox(node: SankeyNode<Band, Ribbon>, labelWidth: number, voice: Voice): Markup {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const middle = (y0 + y1) / 2;
  const at = (dy: number) => html`x="${short(x1 + 6)}" y="${short(middle + dy)}"`;
  const sums = [node.sourceLinks, node.targetLinks].map((links) =>
    (links ?? []).reduce((minor, link) => minor + link.minor, 0n),
  );
  const most = sums.reduce((a, b) => (a > b ? a : b), 0n);
  return html`
    <rect class="${node.kind === 'bank' ? 'subject' : 'end'}" x="${short(x0)}" y="${short(y0)}"
      width="${NODE_WIDTH}" height="${short(Math.max(2, y1 - y0))}"/>
    ${bandLabel(node, at(-2), labelWidth, voice)}
    <text class="sum" ${at(12)} translate="no">${plainAmount(most, voice)}</text>`;
}

function bandLabel(
  { kind, label, banks }: Band,
  attributes: Markup,
  labelWidth: number,
  voice: Voice,
): Markup {
  if (kind === 'return') {
    const back = `report.network.bank.${label === null ? 'back_unknown' : 'back'}`;
    return voice.svgText(attributes, back, {
      bank: fitted(label ?? '', labelWidth - 24, FONT_SIZE),
    });
  }
  if (kind !== 'bank' || label === null)
    return voice.svgText(attributes, `report.network.bank.${kind}`, { n: banks });
  const shown = fitted(label, labelWidth - 8, FONT_SIZE);
  return html`<text translate="no" ${attributes}>${shown}</text>`;
}
