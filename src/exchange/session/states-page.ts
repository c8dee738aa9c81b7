/** Every protocol's states and steps, as a page: drawn from the very rules that run. */
import type { Speaker } from '../../base/index.js';
import type { AnyProtocol } from './protocol.js';

type Rule = AnyProtocol['steps'][number];

/** Markdown with a drawing (Mermaid) and tables for each protocol. */
export function statesPage(protocols: readonly AnyProtocol[], voice: Speaker): string {
  const word = (key: string) => voice.say(`exchange.protocols.${key}`);
  const parts = protocols.map((protocol) => {
    const { language } = voice;
    const kinds = Object.entries(protocol.kinds).map(([kind, { informs, form }]) => {
      const said = [
        voice.say(`exchange.informs.${informs}`),
        voice.say(`exchange.form.${form ?? 'clear'}`),
      ];
      return `| \`${kind}\` | ${said.join(' | ')} |`;
    });
    const steps = protocol.steps.map(
      (rule) => `| ${names(rule.from)} | ${causeOf(rule, word)} | ${names(rule.to)} |`,
    );
    return [
      `## ${protocol.title[language]} (\`${protocol.name}\`)`,
      '',
      '```mermaid',
      'stateDiagram-v2',
      `  [*] --> ${protocol.begin.state}`,
      ...arrowsOf(protocol, word),
      '```',
      '',
      `| ${word('from')} | ${word('on')} | ${word('to')} |`,
      '| --- | --- | --- |',
      ...steps,
      '',
      `| ${word('message')} | ${word('tells')} | ${word('form')} |`,
      '| --- | --- | --- |',
      ...kinds,
    ].join('\n');
  });
  return `# ${word('title')}\n\n${word('intro')}\n\n${parts.join('\n\n')}\n`;
}

function arrowsOf(protocol: AnyProtocol, word: (key: string) => string): readonly string[] {
  const arrows = new Set<string>();
  for (const rule of protocol.steps) {
    for (const from of rule.from) {
      // What leads back to where it was is in the table, and would hide the drawing's shape.
      const others = rule.to.filter((to) => to !== from);
      for (const to of others) arrows.add(`  ${from} --> ${to}: ${plainCause(rule, word)}`);
    }
  }
  const ends = Object.entries(protocol.states).filter(([, { ends: isEnd }]) => isEnd);
  return [...arrows, ...ends.map(([state]) => `  ${state} --> [*]`)];
}

function causeOf(rule: Rule, word: (key: string) => string): string {
  if ('message' in rule.on) return `${word('message')} \`${rule.on.message}\``;
  if ('deadline' in rule.on) return word('deadline');
  const { action, roles, approvals } = rule.on;
  const who = roles.map((role) => word(`role.${role}`)).join(', ');
  return `\`${action}\` (${who}; ${word(approvals === 2 ? 'two' : 'one')})`;
}

function plainCause(rule: Rule, word: (key: string) => string): string {
  if ('message' in rule.on) return rule.on.message;
  return 'deadline' in rule.on ? word('deadline') : rule.on.action;
}

function names(states: readonly string[]): string {
  return states.map((state) => `\`${state}\``).join(', ');
}
