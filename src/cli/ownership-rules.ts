import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, Faults, packageRoot, readYaml } from '../base/index.js';

/** Which lists a sanctions rule follows through ownership (`ownership/sanctions-lists.yaml`). */
export interface ListRule {
  /** Id of the regime that has the threshold. */
  readonly rule: string;
  /** The list under which typologies find who is blocked by it. */
  readonly evidence: string;
  readonly lists: readonly string[];
}

const schema = z.array(
  z.strictObject({
    rule: z.string().min(1),
    evidence: z.string().regex(/^[a-z0-9_]+$/),
    lists: z.array(z.string().min(1)).min(1),
  }),
);

/** The rules that come with the program. */
export function bundledListRules(): readonly ListRule[] {
  const file = join(packageRoot(), 'ownership', 'sanctions-lists.yaml');
  const document = readYaml(readFileSync(file, 'utf8'), file, YAML);
  if (document.faults.length > 0) throw new Faults(document.faults);
  return schema.parse(document.value);
}

const YAML = { bytes_max: 64 * 1024, scalars: 'text' } as const;

/** The rule of that id; `lists` in the place of its own, where some are given. */
export function listRule(id: string, lists: readonly string[] = []): ListRule {
  const rules = bundledListRules();
  const found = rules.find(({ rule }) => rule === id);
  if (found) return lists.length > 0 ? { ...found, lists } : found;
  const known = rules.map(({ rule }) => rule).join(', ');
  throw new Fault('cli.ownership.no_rule', { id, known });
}
