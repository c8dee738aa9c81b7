/** Numbers of networks as a person reads them, the same in both languages. */
import { decimal, duration } from './measured.js';

/** Parts per million as per cent, to a hundredth of it: `3.25%`; `–` where it is unknown. */
export function feeText(ppm: bigint | null): string {
  return ppm === null ? '–' : `${decimal(ppm, 10_000n, 2)}%`;
}

/** The two largest units: `1 d 4 h`; `–` where it is unknown. */
export function dwellText(milliseconds: bigint | null): string {
  return milliseconds === null ? '–' : duration(milliseconds);
}

/** Thousandths of a nat as nats, to a tenth. */
export function surpriseText(thousandths: number): string {
  return decimal(BigInt(thousandths), 1000n, 1);
}
