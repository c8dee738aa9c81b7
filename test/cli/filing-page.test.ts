import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run } from './program.js';

/** Commands of a page with the output that it shows of them: a block of text right after. */
function shownIn(document: string): { commands: string[]; lines: string[] }[] {
  const text = readFileSync(join(packageRoot(), document), 'utf8');
  const blocks = text.matchAll(/^```sh\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, commands = '', lines = '']) => ({
    commands: commands.trimEnd().split('\n'),
    lines: lines.trimEnd().split('\n'),
  }));
}

describe.each([
  ['docs/filing.md', 'en_US.UTF-8'],
  ['docs/filing.es.md', 'es_MX.UTF-8'],
])('%s', (document, LANG) => {
  const cwd = makeFolder();
  cpSync(join(packageRoot(), 'examples', 'filing'), join(cwd, 'examples', 'filing'), {
    recursive: true,
  });
  // Later commands read what earlier ones wrote.
  test.each(shownIn(document))('$commands.0', async ({ commands, lines }) => {
    const said: string[] = [];
    for (const command of commands) {
      const argv = command.replace(/^npx puente /, '').split(/\s+/);
      const { out, code } = await run(argv, { cwd, env: { LANG } });
      expect(code, command).toBeLessThan(2);
      said.push(...out.split('\n'));
    }
    for (const line of lines) expect(said).toContainEqual(expect.stringMatching(beginning(line)));
  });
});

/** A line may be cut short by an ellipsis. */
function beginning(line: string): RegExp {
  const start = line.replace(/\s*…$/, '');
  const plain = start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain}${start === line ? '$' : ''}`);
}
