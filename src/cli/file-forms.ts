import { FORMATS, openForms, type Threshold } from '../filing/index.js';
import { type CommandContext, EXIT } from './context.js';
import { obligationLaw } from './file-desk.js';
import { today } from './file-source.js';
import { answer } from './say.js';
import { drawTable } from './table.js';

/** `puente file forms`: what can be written, by which layout, over which threshold, by when. */
export async function formsCommand(
  context: CommandContext,
  flags: { readonly on?: string },
): Promise<number> {
  const { voice, language } = context;
  const day = flags.on ?? today(context);
  const forms = openForms();
  const law = obligationLaw();
  const holds = (each: {
    readonly from?: string | undefined;
    readonly until?: string | undefined;
  }) =>
    (each.from === undefined || each.from <= day) &&
    (each.until === undefined || day <= each.until);
  const layouts = FORMATS.flatMap((format) =>
    format.forms.map((form) => {
      const { layout, is_dated } = forms.layoutOf(form, day);
      const { title, from, until, source, verified } = layout;
      return { form, title, from, until, source, verified, is_dated };
    }),
  );
  const thresholds = law.thresholds.thresholds.filter(holds);
  const clocks = law.clocks.filter(holds);
  const sure = (verified: boolean) => voice.say('cli.file.sure', { verified: String(verified) });
  const head = (...names: string[]) => names.map((name) => voice.say(`cli.file.head.${name}`));
  answer(context, { on: day, layouts, thresholds, clocks }, [
    ...drawTable(
      head('form', 'title', 'from', 'verified'),
      layouts.map(({ form, title, from, verified }) => [
        form,
        title[language],
        from,
        sure(verified),
      ]),
    ),
    '',
    ...drawTable(
      head('threshold', 'title', 'amount', 'verified'),
      thresholds.map((each) => [
        each.threshold,
        each.title[language],
        amountOf(each),
        sure(each.verified),
      ]),
    ),
    '',
    ...drawTable(
      head('clock', 'title', 'source', 'verified'),
      clocks.map(({ clock, title, source, verified }) => [
        clock,
        title[language],
        source,
        sure(verified),
      ]),
    ),
  ]);
  return EXIT.done;
}

function amountOf({ over, at_least, currency = '' }: Threshold): string {
  if (over !== undefined) return `> ${over} ${currency}`;
  return at_least === undefined ? '' : `≥ ${at_least} ${currency}`;
}
