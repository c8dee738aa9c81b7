import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { escapeMarkup, Fault, type Speaker } from '../base/index.js';
import {
  CHART_OPTIONS,
  type Chart,
  chartOf,
  renderChart,
  renderChartList,
} from '../ownership/index.js';
import { type CommandContext, EXIT } from './context.js';
import { type BlockedFlags, withSanctions } from './ownership-blocked.js';
import { exactJson } from './ownership-say.js';
import { holderMeant } from './ownership-store.js';
import { answer, at, shown } from './say.js';
import { prepareFile } from './text-file.js';

export interface ChartFlags extends BlockedFlags {
  readonly output: string;
  readonly up?: number;
  readonly down?: number;
}

/** `puente ownership chart ENTITY -o FILE`: its owners as SVG, or as a page with an equal list. */
export async function chartCommand(
  context: CommandContext,
  asked: string,
  flags: ChartFlags,
): Promise<number> {
  const file = at(context, flags.output);
  const form = extname(file).toLowerCase();
  if (form !== '.svg' && form !== '.html') throw new Fault('cli.ownership.chart_form', { file });
  return withSanctions(context, 'ownership chart', flags, async (store, { graph, blocking }) => {
    prepareFile(file);
    const chart = chartOf(graph, holderMeant(store.statements, asked), blocking.marks, {
      ...CHART_OPTIONS,
      up: flags.up ?? CHART_OPTIONS.up,
      down: flags.down ?? CHART_OPTIONS.down,
    });
    const { voice } = context;
    writeFileSync(file, form === '.svg' ? `${renderChart(chart, voice)}\n` : page(chart, voice));
    const values = { boxes: chart.boxes.length, links: chart.links.length };
    const said = voice.say('cli.ownership.charted', { ...values, file: shown(context, file) });
    answer(context, { file, chart: exactJson(chart) }, [said]);
    return EXIT.done;
  });
}

/** Loads nothing from anywhere, and prints on one side. */
function page(chart: Chart, voice: Speaker): string {
  const subject = chart.boxes.find(({ is_subject }) => is_subject);
  const name = subject?.name ?? chart.subject;
  const title = escapeMarkup(voice.say('ownership.chart.title', { name, on: chart.on }));
  return `<!doctype html>
<html lang="${voice.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<figure>${renderChart(chart, voice)}</figure>
<h2>${escapeMarkup(voice.say('cli.ownership.as_list'))}</h2>
${renderChartList(chart, voice)}
</main>
</body>
</html>
`;
}

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#111}
figure{margin:0;overflow-x:auto}
svg{max-width:100%;height:auto}
@media print{body{margin:0;max-width:none}figure,li{break-inside:avoid}}
`;
