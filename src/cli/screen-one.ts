import {
  type Match,
  type Profile,
  profileOfEntity,
  type Reason,
  thresholdOf,
} from '../screening/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import type { OpenPool } from './screen-pool.js';
import type { ScreeningStore } from './screening-store.js';

/** Somebody described on the command line. */
export interface OneFlags {
  readonly name?: string;
  readonly kind?: string;
  readonly born?: string;
  readonly country?: string;
  readonly number?: string;
  readonly address?: string;
  readonly wallet?: string;
}

const SCHEMAS: Readonly<Record<string, string>> = {
  person: 'Person',
  organisation: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
};

/** The profile that the flags describe; null where they describe nobody. */
export function profileOfFlags(flags: OneFlags): Profile | null {
  const given = (value: string | undefined) => (value === undefined ? [] : [value]);
  if ([flags.name, flags.number, flags.address, flags.wallet].every((one) => one === undefined))
    return null;
  const wallet_only = flags.wallet !== undefined && flags.name === undefined;
  return profileOfEntity({
    id: 'asked',
    schema: wallet_only ? 'CryptoWallet' : (SCHEMAS[flags.kind ?? ''] ?? 'LegalEntity'),
    properties: {
      name: given(flags.name),
      birthDate: given(flags.born),
      country: given(flags.country),
      idNumber: given(flags.number),
      address: given(flags.address),
      publicKey: given(flags.wallet),
    },
  });
}

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

/** A reason as a sentence of the user's language. */
export function reasonSentence(
  { voice }: Pick<CommandContext, 'voice'>,
  { step, query, listed }: Reason,
): string {
  return voice.say(`screening.reason.${step}`, { query: query ?? '—', listed: listed ?? '—' });
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
  const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return [
    head,
    ...reasons.map((why) => `   ${points(why.points)}  ${reasonSentence(context, why)}`),
  ];
}
