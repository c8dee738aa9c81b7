/** Numbers of networks as a person reads them, the same in both languages. */
import type { DossierMember } from '../model/index.js';
import { decimal, duration } from './measured.js';

/** Parts per million as per cent, to a hundredth of it: `3.25%`; `–` where it is unknown. */
export function feeText(ppm: bigint | null): string {
  return ppm === null ? '–' : `${decimal(ppm, 10_000n, 2)}%`;
}

/** The two largest units: `1 d 4 h`; `–` where it is unknown. */
export function dwellText(milliseconds: bigint | null): string {
  return milliseconds === null ? '–' : duration(milliseconds);
}

/** What a member kept of what it passed on; null at the ends, where nothing is passed on. */
export function keptOf({ in_minor, out_minor, kept_minor }: DossierMember): bigint | null {
  return in_minor > 0n && out_minor > 0n && kept_minor >= 0n ? kept_minor : null;
}

/** Holders of members, each whom no file names counting as one. */
export function holdersOf(members: readonly DossierMember[]): number {
  return new Set(members.map(({ party_id, account_id }) => party_id ?? account_id)).size;
}

/** Thousandths of a nat as nats, to a tenth. */
export function surpriseText(thousandths: number): string {
  return decimal(BigInt(thousandths), 1000n, 1);
}
