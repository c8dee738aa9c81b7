import { present } from '../../../base/index.js';
import { type NovelGraph, near } from './novel-graph.js';
import { AHEAD_DAYS, DAY_MS, meaning, SEEN_DAYS, type Sheet, type Sight } from './sheet.js';

const NEAR_DAYS = 30;

/**
 * What the payments beside a payment look like: whether who pays the debtor scatters, whether whom
 * the creditor pays gathers, how many of those who also pay the creditor were fed just before, how
 * many of those whom the debtor also pays pass on. These tell scatter–gather and gather–scatter
 * from an ordinary hub (two-hop neighbourhoods, after Blanuša et al., "Graph Feature Preprocessor",
 * ICAIF 2024).
 */
export function addNeighbours(sheet: Sheet, novel: NovelGraph, sight: Sight): void {
  const back = sight === 'looking_back';
  const days = { days: NEAR_DAYS, ahead: AHEAD_DAYS };
  const column = (name: string) => present(sheet.columns[sheet.names.indexOf(name)], name);
  const spread = column('debtor_out_novel_30d');
  const gathered = column('creditor_in_novel_30d');
  const fed = column('debtor_in_novel_30d');
  const passed = back ? column('creditor_out_novel_next_7d') : null;
  const sender_spread = sheet.add('sender_spread', meaning('sender_spread', days));
  const fed_siblings = sheet.add('fed_siblings', meaning('fed_siblings', days));
  const receiver = back ? sheet.add('receiver_gathered', meaning('receiver_gathered', days)) : null;
  const passing = back ? sheet.add('passing_siblings', meaning('passing_siblings', days)) : null;
  const { debtor, creditor, time_ms } = novel.graph;
  const around = { days_before: NEAR_DAYS, days_after: back ? AHEAD_DAYS : -1 };
  for (let i = 0; i < novel.novel.length; i++) {
    const [from, to] = [debtor[i] as number, creditor[i] as number];
    if (from < 0 || to < 0) continue;
    const behind = { payment: i, days_before: NEAR_DAYS, days_after: -1 };
    for (const j of near(novel, novel.incoming, from, behind)) {
      sender_spread[i] = Math.max(sender_spread[i] as number, spread[j] as number);
    }
    let count = (fed[i] as number) > 0 ? 1 : 0;
    for (const j of near(novel, novel.incoming, to, { payment: i, ...around })) {
      if ((fed[j] as number) > 0) count++;
    }
    fed_siblings[i] = count;
    if (!receiver || !passing || !passed) continue;
    const ahead = { payment: i, days_before: -1, days_after: AHEAD_DAYS };
    for (const j of near(novel, novel.outgoing, to, ahead)) {
      receiver[i] = Math.max(receiver[i] as number, gathered[j] as number);
    }
    let on = (passed[i] as number) > 0 ? 1 : 0;
    for (const j of near(novel, novel.outgoing, from, { payment: i, ...around })) {
      // A sibling's creditor may pay on after the days that one sees of this payment.
      const is_seen = (time_ms[j] as number) <= (time_ms[i] as number);
      if (is_seen && (passed[j] as number) > 0) on++;
    }
    passing[i] = on;
  }
}

/** A payment's value against what its ends received and paid: pass-through, repeated amounts. */
export function addMatches(sheet: Sheet, whole: NovelGraph, sight: Sight): void {
  const { debtor, creditor, value_minor, time_ms } = whole.graph;
  const values = { days: SEEN_DAYS };
  const matched = sheet.add('debtor_match', meaning('debtor_match', values), Number.NaN);
  const dwell = sheet.add('debtor_match_days', meaning('debtor_match_days', values), Number.NaN);
  const same = sheet.add('debtor_same_value', meaning('debtor_same_value', values));
  const on =
    sight === 'looking_back'
      ? sheet.add('creditor_match', meaning('creditor_match', values), Number.NaN)
      : null;
  for (let i = 0; i < value_minor.length; i++) {
    const [from, to, value] = [
      debtor[i] as number,
      creditor[i] as number,
      value_minor[i] as number,
    ];
    if (from < 0 || to < 0 || value <= 0) continue;
    const behind = { payment: i, days_before: SEEN_DAYS, days_after: -1 };
    for (const j of near(whole, whole.incoming, from, behind)) {
      const off = Math.abs(Math.log(Math.max(1, value_minor[j] as number) / value));
      if (off >= (Number.isNaN(matched[i]) ? 9 : (matched[i] as number))) continue;
      matched[i] = off;
      dwell[i] = ((time_ms[i] as number) - (time_ms[j] as number)) / DAY_MS;
    }
    for (const j of near(whole, whole.outgoing, from, behind)) {
      if (Math.abs((value_minor[j] as number) / value - 1) < 0.01)
        same[i] = (same[i] as number) + 1;
    }
    if (!on) continue;
    const ahead = { payment: i, days_before: -1, days_after: SEEN_DAYS };
    for (const j of near(whole, whole.outgoing, to, ahead)) {
      const off = Math.abs(Math.log(Math.max(1, value_minor[j] as number) / value));
      if (!(off >= (on[i] as number))) on[i] = off;
    }
  }
}
