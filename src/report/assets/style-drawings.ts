/** The drawings of networks, in a page and as files of their own. */

/** Colours of roles: words say the same, so that nobody needs to see them. */
const ROLES = {
  payer: 'soft',
  possible_victim: 'victim',
  source: 'brand',
  collector: 'low',
  carrier: 'medium',
  layerer: 'violet',
  distributor: 'plum',
  cash_out: 'high',
  beneficiary: 'critical',
  outside: 'soft',
} as const;

export const DRAWINGS = `
.layered text, .timeline text, .sankey text { font-family: var(--sans); fill: var(--ink); }
.layered .name { font-size: 12px; font-weight: 600; }
.layered .role { font-size: 11px; font-weight: 500; }
.layered .place, .layered .day { font-size: 10.5px; fill: var(--soft); }
.layered .box { fill: var(--card); stroke: var(--rule); }
.layered .pile { fill: var(--sunk); stroke: var(--rule); }
.layered .node .box, .layered .node .pile { rx: 5px; }
.layered .mark { rx: 2px; }
.layered .cash .box, .layered .unknown .box { stroke-dasharray: 4 3; }
.arrow path { fill: none; stroke-opacity: 0.5; }
.arrow:hover path { stroke-opacity: 1; }
.arrow.back path { stroke-dasharray: 5 3; }
.arrow.in path { stroke: var(--brand); }
.arrow.out path { stroke: var(--high); }
.arrow.on path { stroke: var(--soft); }
.head.in { fill: var(--brand); }
.head.out { fill: var(--high); }
.head.on { fill: var(--soft); }
.layered .sum {
  font-size: 10px; fill: var(--ink); stroke: var(--card); stroke-width: 3px; paint-order: stroke;
  font-variant-numeric: tabular-nums;
}
${roleRules()}
`;

/** What the variables of the style are on white paper. */
export const ON_PAPER: Readonly<Record<string, string>> = {
  sans: 'Helvetica, Arial, sans-serif',
  ink: '#17212d',
  soft: '#56616e',
  card: '#ffffff',
  sunk: '#f0ede6',
  rule: '#c9c4b8',
  brand: '#0b5a6b',
  high: '#b64a00',
  critical: '#a8123c',
  low: '#3f6290',
  medium: '#856300',
  violet: '#6b3fa0',
  plum: '#94307a',
  victim: '#2b6b2b',
};

function roleRules(): string {
  return Object.entries(ROLES)
    .map(([role, colour]) => {
      const paint = `var(--${colour})`;
      const fill = `.r-${role} :is(.mark, .role) { fill: ${paint}; }`;
      return `${fill} .r-${role} i { background: ${paint}; }`;
    })
    .join('\n');
}
