import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, packageRoot } from '../base/index.js';
import type { Format } from './format.js';
import { formatOfForm } from './formats.js';
import { type Layout, layoutOn } from './layout/layout.js';
import { readLayout } from './layout/read-layout.js';
import { readRules } from './rule/read-rules.js';
import type { RuleTable } from './rule/table.js';

/** The layouts and rules of the forms, as the folder `filing/` has them. */
export interface FormCatalogue {
  /**
   * The layout of a form on a day of filing (`2026-04-30`). `is_dated` false: none applies on that
   * day, and the nearest is given. Throws a Fault `filing.no_layout` where there is none at all.
   */
  layoutOf(form: string, day: string): DatedLayout;
  rulesOf(format: Format): RuleTable;
}

export interface DatedLayout {
  readonly layout: Layout;
  readonly is_dated: boolean;
}

/** Opens the catalogue of a folder; a file is read when it is first needed. */
export function openForms(folder: string = join(packageRoot(), 'filing')): FormCatalogue {
  const layouts = new Map<string, readonly Layout[]>();
  const tables = new Map<string, RuleTable>();
  const layoutsOf = (form: string) => {
    const known = layouts.get(form) ?? readLayouts(folder, form);
    layouts.set(form, known);
    return known;
  };
  return {
    layoutOf(form, day) {
      const all = layoutsOf(form);
      const dated = layoutOn(all, form, day);
      const layout = dated ?? all.toSorted((a, b) => a.from.localeCompare(b.from)).at(-1);
      if (!layout) throw new Fault('filing.no_layout', { form });
      return { layout, is_dated: dated !== null };
    },
    rulesOf(format) {
      const known = tables.get(format.id) ?? readTable(folder, format);
      tables.set(format.id, known);
      return known;
    },
  };
}

/** A form's layouts stand in `<format>/<form>.yaml`, or `<form>-<since>.yaml` of earlier ones. */
function readLayouts(folder: string, form: string): readonly Layout[] {
  const { id } = formatOfForm(form);
  const place = join(folder, id);
  if (!existsSync(place)) return [];
  const name = form.slice(id.length + 1);
  return readdirSync(place)
    .filter((file) => file === `${name}.yaml` || file.startsWith(`${name}-`))
    .sort()
    .map((file) => readLayout(readFileSync(join(place, file), 'utf8'), join(place, file)))
    .filter((layout) => layout.form === form);
}

function readTable(folder: string, format: Format): RuleTable {
  const file = join(folder, format.id, 'rules.yaml');
  return existsSync(file) ? readRules(readFileSync(file, 'utf8'), file) : { rules: [] };
}
