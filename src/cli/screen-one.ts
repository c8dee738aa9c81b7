import { type Match, type Profile, thresholdOf } from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { reasonLines, reasonSentence } from './reasons.js';
import { answer } from './say.js';
import type { OpenPool } from './screen-pool.js';
import type { ScreeningStore } from './screening-store.js';

const SHOWN_MAX = 5;

/** Who on the lists one profile may be, each point explained. Nothing is kept. */
export async function screenOne(
  context: CommandContext,
  { settings }: ScreeningStore,
  { pool, hashes }: OpenPool,
  profile: Profile,
  flags: { readonly threshold?: number; readonly limit?: number },
): Promise<number> {
  const threshold = flags.threshold ?? thresholdOf(settings, '', profile.kind);
  const limit = flags.limit ?? SHOWN_MAX;
  const { matches } = await pool.match([profile], { limit, threshold });
  const found = matches[0] ?? [];
  const { voice } = context;
  const json = found.map((match) => ({
    list: match.listing.list,
    entry: match.listing.id,
    name: match.listing.names[0]?.full ?? null,
    score: match.score,
    reasons: match.reasons.map((why) => ({ ...why, sentence: reasonSentence(context, why) })),
    listing: match.listing,
  }));
  const none = voice.say('cli.screen.nobody_listed', { threshold });
  const lines = found.length === 0 ? [none] : found.flatMap((match) => matchLines(context, match));
  answer(context, { matches: json, threshold, lists: hashes }, lines);
  return found.length === 0 ? EXIT.done : EXIT.refused;
}

function matchLines(context: CommandContext, { listing, score, reasons }: Match): string[] {
  const { voice } = context;
  const name = listing.names[0]?.full ?? listing.id;
  const programs = listing.programs.join(', ') || '—';
  const head = voice.say('cli.screen.match', {
    score: score.toFixed(3),
    name,
    list: listing.list,
    entry: listing.id,
    programs,
    listed_on: listing.listed_on ?? '—',
  });
  return [head, ...reasonLines(context, reasons, '   ')];
}
