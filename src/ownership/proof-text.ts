/** A proof in sentences, one a line, indented by its depth. */
import type { Speaker } from '../base/index.js';
import type { Proof, ProofStake } from './proof.js';
import type { Threshold } from './share.js';
import type { Warning } from './warnings.js';
import { sayShare, saySources, sayThreshold } from './wording.js';

export interface Line {
  readonly depth: number;
  readonly text: string;
}

/** What the proof says, for people, in the speaker's language. */
export function sayProof(proof: Proof, threshold: Threshold, speaker: Speaker): Line[] {
  const lines: Line[] = [];
  say(proof, 0);
  return lines;

  function say(node: Proof, depth: number): void {
    lines.push({ depth, text: verdictSentence(node, threshold, speaker) });
    if (node.repeated) return;
    for (const stake of node.stakes) sayStake(stake, depth + 1, 'ownership.proof.stake');
    if (node.more > 0)
      lines.push({ depth: depth + 1, text: speaker.say('ownership.proof.more', { n: node.more }) });
    for (const stake of node.stopped) sayStake(stake, depth + 1, 'ownership.proof.stopped');
    for (const warning of node.warnings)
      lines.push({ depth: depth + 1, text: sayWarning(warning, node.name, speaker) });
  }

  function sayStake(stake: ProofStake, depth: number, key: string): void {
    const text = speaker.say(key, {
      owner: stake.owner.name,
      share: sayShare(stake.share, speaker),
      source: saySources(stake.statements.map(({ source }) => source)),
    });
    lines.push({ depth, text });
    say(stake.owner, depth + 1);
  }
}

export function sayWarning(warning: Warning, name: string, speaker: Speaker): string {
  return speaker.say(`ownership.warning.${warning.code}`, {
    name,
    about: warning.about_name ?? '',
    share: warning.share ? sayShare(warning.share, speaker) : '',
  });
}

function verdictSentence(node: Proof, threshold: Threshold, speaker: Speaker): string {
  const { name } = node;
  if (node.listings.length > 0) {
    const lists = node.listings.map(({ list, program }) =>
      program ? `${list}, ${program}` : list,
    );
    return speaker.say('ownership.proof.listed', { name, list: [...new Set(lists)].join('; ') });
  }
  if (node.repeated) return speaker.say('ownership.proof.repeated', { name });
  const held = sayShare(node.held, speaker);
  const bound = sayThreshold(threshold, speaker);
  if (node.verdict === 'no' && node.stakes.length === 0)
    return speaker.say('ownership.proof.none', { name });
  const keys = { blocked: 'blocked', possible: 'possible', no: 'not_blocked' } as const;
  return speaker.say(`ownership.proof.${keys[node.verdict]}`, {
    name,
    held,
    bound,
    step: node.step ?? 0,
  });
}
