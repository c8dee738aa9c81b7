/** Money in → subject → money out of the subjects ranked highest, one Sankey diagram each. */
import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { type FlowEnd, type ReportInput, type SubjectFlow, subjectKey } from './input.js';
import { html, type Markup } from './markup.js';
import { column, fold, short } from './pieces.js';
import { count, datum, type Voice } from './voice.js';

const WIDTH = 440;
const NODE_WIDTH = 10;
/** Room between two ends: two lines of text stand beside each. */
const PADDING = 30;
const LABEL_CHARACTERS_MAX = 27;

const path = sankeyLinkHorizontal();

interface Band {
  readonly column: 0 | 1 | 2;
  readonly end: FlowEnd | null;
}

export function flowsPanel(
  input: ReportInput,
  anchors: ReadonlyMap<string, string>,
  voice: Voice,
): Markup | null {
  const flows = input.flows.filter((flow) => flow.sources.length + flow.targets.length > 0);
  if (flows.length === 0) return null;
  return html`
    <section class="panel flows" aria-labelledby="flows-h">
      <h2 id="flows-h">${voice.say('report.flows.title')}</h2>
      <p class="lede">${voice.say('report.flows.lede')}</p>
      <div class="grid3">${flows.map((flow, i) => figure(flow, i, input, anchors, voice))}</div>
    </section>`;
}

function figure(
  flow: SubjectFlow,
  index: number,
  input: ReportInput,
  anchors: ReadonlyMap<string, string>,
  voice: Voice,
): Markup {
  const key = subjectKey(flow.subject);
  const name = input.subjects.get(key)?.name ?? flow.subject.id;
  const anchor = anchors.get(key);
  const heading = anchor ? html`<a href="#${anchor}">${name}</a>` : name;
  return html`
    <figure aria-labelledby="flow-${index}">
      <figcaption id="flow-${index}">
        <h3 translate="no">${heading}</h3>
        <p>${sum('in', flow.sources, voice)}${sum('out', flow.targets, voice)}</p>
      </figcaption>
      ${drawing(flow, voice)}
      ${fold(voice.say('report.flows.table'), table(flow, voice))}
    </figure>`;
}

function sum(direction: 'in' | 'out', ends: readonly FlowEnd[], voice: Voice): Markup {
  const total = ends.reduce((minor, end) => minor + end.value_minor, 0n);
  const label = voice.say(`report.flows.${direction}`);
  return html`<span>${label} <b translate="no">${voice.wholeMoney(total)}</b></span>`;
}

function table(flow: SubjectFlow, voice: Voice): Markup {
  return html`
    <table class="ends">
      <thead class="vh"><tr>
        ${column(voice.say('report.flows.end'))}
        ${column(voice.say('report.figure.payments', { n: 2 }))}
        ${column(voice.say('report.evidence.amount'))}
      </tr></thead>
      ${endRows('in', flow.sources, voice)}
      ${endRows('out', flow.targets, voice)}
    </table>
    <p class="note">${voice.day(flow.from)} – ${voice.day(flow.to)}</p>`;
}

function drawing(flow: SubjectFlow, voice: Voice): Markup {
  const subject: SankeyNode<Band, object> = { column: 1, end: null };
  const side = (ends: readonly FlowEnd[], column: 0 | 2) =>
    ends.filter((end) => end.value_minor > 0n).map((end) => ({ column, end }));
  const sources: SankeyNode<Band, object>[] = side(flow.sources, 0);
  const targets: SankeyNode<Band, object>[] = side(flow.targets, 2);
  const rows = Math.max(sources.length, targets.length, 1);
  const height = rows * 48 + 28;
  const first = sources.length > 0 ? 0 : 1;
  const layout = sankey<Band, object>()
    .nodeWidth(NODE_WIDTH)
    .nodePadding(PADDING)
    .nodeAlign((node) => node.column - first)
    .nodeSort(() => 0)
    .linkSort(() => 0)
    .extent([
      [1, 16],
      [WIDTH - 1, height - 16],
    ]);
  const nodes = [...sources, subject, ...targets];
  const center = sources.length;
  const graph = layout({
    nodes,
    links: [
      ...sources.map((node, i) => ({ source: i, target: center, value: weight(node) })),
      ...targets.map((node, i) => ({
        source: center,
        target: center + 1 + i,
        value: weight(node),
      })),
    ],
  });
  const ribbons = graph.links.map((link) => ribbon(link, voice));
  const bands = graph.nodes.map((node) => band(node, voice));
  const view = `0 0 ${WIDTH} ${height}`;
  return html`<svg class="sankey" viewBox="${view}" aria-hidden="true">${ribbons}${bands}</svg>`;
}

function ribbon(link: SankeyLink<Band, object>, voice: Voice): Markup {
  const source = link.source as SankeyNode<Band, object>;
  const end = source.end ?? (link.target as SankeyNode<Band, object>).end;
  const name = source.end ? 'ribbon in' : 'ribbon out';
  const title = [
    ...(end?.kind === 'party' ? [end.label] : []),
    voice.wholeMoney(end?.value_minor ?? 0n),
    `${count(end?.payments ?? 0)} ×`,
  ].join(' · ');
  const width = short(Math.max(1.5, link.width ?? 0));
  return html`
    <path class="${name}" d="${path(link) ?? ''}" stroke-width="${width}">
      <title translate="no">${title}</title>
    </path>`;
}

function weight(node: Band): number {
  return Number(node.end?.value_minor ?? 0n);
}

/** The node's bar and, beside it towards the middle, whose it is and how much. */
function band(node: SankeyNode<Band, object>, voice: Voice): Markup {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const kind = node.end ? 'end' : 'subject';
  const [top, tall] = [short(y0), short(Math.max(2, y1 - y0))];
  const rect = html`
    <rect class="${kind}" x="${short(x0)}" y="${top}" width="${NODE_WIDTH}" height="${tall}"/>`;
  if (!node.end) return rect;
  const left = node.column === 0;
  const [x, anchor] = left ? [x1 + 6, 'start'] : [x0 - 6, 'end'];
  const place = (dy: number) =>
    html`x="${short(x)}" y="${short((y0 + y1) / 2 + dy)}" text-anchor="${anchor}"`;
  const amount = voice.wholeMoney(node.end.value_minor);
  return html`
    ${rect}
    ${endLabel(node.end, place(-2), voice)}
    <text class="sum" ${place(12)} translate="no">${amount}</text>`;
}

function endLabel(end: FlowEnd, attributes: Markup, voice: Voice): Markup {
  if (end.kind !== 'party' || end.label === null) {
    return voice.svgText(attributes, `report.flows.${end.kind}`, { n: end.members });
  }
  const characters = [...end.label];
  const short =
    characters.length > LABEL_CHARACTERS_MAX
      ? `${characters.slice(0, LABEL_CHARACTERS_MAX - 1).join('')}…`
      : end.label;
  return html`<text translate="no" ${attributes}>${short}</text>`;
}

function endRows(direction: 'in' | 'out', ends: readonly FlowEnd[], voice: Voice): Markup {
  const row = (end: FlowEnd) => {
    const named = end.kind === 'party' && end.label !== null;
    const kind = `report.flows.${end.kind}`;
    const who = named ? datum(end.label) : voice.say(kind, { n: end.members });
    const amount = voice.money(end.value_minor);
    return html`
      <tr>
        <td>${who}</td>
        <td class="num">${count(end.payments)}</td>
        <td class="num">${amount}</td>
      </tr>`;
  };
  const head = voice.say(`report.flows.${direction}`);
  return html`
    <tbody><tr><th colspan="3" scope="rowgroup">${head}</th></tr>${ends.map(row)}</tbody>`;
}
