import type { DocumentNode } from '../document/node.js';
import type { Details, Filing } from '../filing.js';
import type { FileHead, FilingLens, Format, Loss, Written } from '../format.js';
import { lossesBetween } from '../lens/losses.js';
import { ACTIVITIES, type Activity, formOf, NAMESPACE } from './activities.js';
import { adapted } from './adapt.js';
import { avisoLens, frameLens } from './aviso-lens.js';

/**
 * Avisos of vulnerable activities (LFPIORPI, article 17) to SAT and the UIF: one form an activity,
 * of which professional services have two layouts in one namespace.
 */
export const lfpiorpiFormat: Format = {
  id: 'lfpiorpi',
  title: {
    en: 'Avisos of vulnerable activities (LFPIORPI)',
    es: 'Avisos de actividades vulnerables (LFPIORPI)',
  },
  medium: 'xml',
  forms: ACTIVITIES.map(({ key }) => formOf(key)),
  recognise,
  lens(form) {
    const activity = ACTIVITIES.find(({ key }) => formOf(key) === form);
    if (activity === undefined) throw new RangeError(`no form of avisos: ${form}`);
    return lensOf(activity);
  },
};

/** By the namespace; where that is none of ours, by the activity that the file states. */
function recognise({ root, text }: FileHead): string | null {
  if (root?.name !== 'archivo') return null;
  const stated = /clave_actividad>\s*([A-Z]{3})\s*</.exec(text)?.[1]?.toLowerCase();
  const named = root.namespace.startsWith(NAMESPACE)
    ? root.namespace.slice(NAMESPACE.length)
    : undefined;
  const key = [named, stated].find((each) => ACTIVITIES.some((activity) => activity.key === each));
  if (key === undefined) return null;
  return formOf(key.startsWith('spr') ? professionalServices(text) : key);
}

/**
 * `spr2` since August 2021: its filer states an occupation and its operations end with
 * `datos_operacion_financiera`. A file without either goes by its month.
 */
function professionalServices(text: string): 'spr' | 'spr2' {
  if (/[<:](?:ocupacion|datos_operacion_financiera|activo_outsourcing)[\s>/]/.test(text)) {
    return 'spr2';
  }
  if (/[<:]datos_liquidacion[\s>/]/.test(text)) return 'spr';
  const month = /mes_reportado>\s*(\d{6})/.exec(text)?.[1] ?? SPR2_FROM;
  return month >= SPR2_FROM ? 'spr2' : 'spr';
}
/** The month of the published samples of the second layout; its day in force was not read. */
const SPR2_FROM = '202108';

function lensOf(activity: Activity): FilingLens {
  const aviso = avisoLens(activity);
  const archive = frameLens(activity);
  const form = formOf(activity.key);

  function read(unit: DocumentNode | null, frame: DocumentNode): Filing {
    const { details: around, parties: filers = [], ...month } = archive.read(frame);
    const { details, parties = [], ...own } = unit ? aviso.read(unit) : { zero: true as const };
    const all = { ...details, ...(around ? { [FRAME]: around } : {}) };
    return {
      ...month,
      ...own,
      form,
      ...(filers.length + parties.length > 0 ? { parties: [...filers, ...parties] } : {}),
      ...(Object.keys(all).length > 0 ? { details: all } : {}),
    };
  }

  function write(filing: Filing): Written {
    const { filing: sayable, losses } = adapted(filing, activity);
    const { [FRAME]: around, ...details } = sayable.details ?? {};
    const frame = archive.write(
      { ...sayable, details: isDetails(around) ? around : {} },
      'archivo',
    );
    const unit = sayable.zero ? null : aviso.write({ ...sayable, details }, 'aviso');
    const dropped = lossesBetween(sayable, read(unit, frame));
    return { unit, frame, losses: joinedLosses(losses, dropped) };
  }

  return { read, write, totals: null };
}

/** Where what stands around an aviso is kept; no element's name begins like this. */
const FRAME = '@archivo';

function isDetails(detail: unknown): detail is Details {
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail);
}

/** What was changed and then dropped is told once: as it was. */
function joinedLosses(changed: readonly Loss[], dropped: readonly Loss[]): Loss[] {
  const before = new Map(changed.map((loss) => [loss.path, loss]));
  const after = new Set(dropped.map(({ path }) => path));
  const whole = dropped.map((loss) => ({
    ...loss,
    from: before.get(loss.path)?.from ?? loss.from,
  }));
  return [...changed.filter(({ path }) => !after.has(path)), ...whole];
}
