import { listDisclosures, listSpending } from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import { answer } from './say.js';
import { drawTable } from './table.js';

/** `puente exchange disclosures`: what left this institution, what reached it, and why it could. */
export async function disclosuresCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange disclosures', async ({ ledger }) => {
    const { voice } = context;
    const disclosures = await listDisclosures(ledger.db);
    const rows = disclosures.map(({ at, way, peer, record }) => [
      at.slice(0, 19).replace('T', ' '),
      way === 'sent' ? `→ ${peer}` : `← ${peer}`,
      voice.say(`exchange.informs.${record.informs}`),
      voice.say(`exchange.form.${record.form}`),
      record.legal_basis,
      record.approvals.join(', ') || record.officer,
      record.use_until.slice(0, 10),
    ]);
    const head = ['at', 'peer', 'informs', 'form', 'basis', 'officers', 'until'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    answer(context, { disclosures }, drawTable(words, rows));
    return EXIT.done;
  });
}

/** `puente exchange budgets`: evaluated elements, by who asked, purpose, type and period. */
export async function budgetsCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange budgets', async ({ ledger }) => {
    const { voice } = context;
    const spending = await listSpending(ledger.db);
    const rows = spending.map((row) => [
      row.organisation,
      row.agreement.slice(0, 12),
      row.purpose,
      row.id_type,
      row.period,
      `${row.spent}`,
    ]);
    const head = ['organisation', 'agreement', 'purpose', 'id_type', 'period', 'spent'];
    const words = head.map((key) => voice.say(`exchange.head.${key}`));
    answer(context, { spending }, drawTable(words, rows, [5]));
    return EXIT.done;
  });
}
