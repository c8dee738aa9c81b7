/**
 * ristretto255 (RFC 9496) inside libsodium's own memory. Its wrappers copy each argument into that
 * memory and free it unwiped, keys included; here a secret has one address, known, that is zeroed.
 */
import sodium from 'libsodium-wrappers-sumo';
import { assert } from '../../base/index.js';

export const ELEMENT_BYTES = 32;
export const SCALAR_BYTES = 32;

/** Where something lies in libsodium's memory. */
export type Address = number;

/** Hands out scratch memory that is zeroed when the work that took it is over. */
export type Take = (bytes: number) => Address;

/** Elements are 32 canonical bytes, scalars 32 bytes below the order; all by address. */
export interface Group {
  /** Runs work with scratch memory, and zeroes that memory after it, whatever happens. */
  scratch<T>(work: (take: Take) => T): T;
  put(address: Address, bytes: Uint8Array): void;
  get(address: Address, bytes: number): Uint8Array;
  /** out = the element of 64 uniform bytes (one-way map of RFC 9496, 4.3.4). */
  fromUniform(out: Address, uniform: Address): void;
  /** out = scalar × element; false where that is no canonical one, or the result is zero. */
  multiply(out: Address, scalar: Address, element: Address): boolean;
  /** out = scalar × generator; false where that is zero. */
  multiplyBase(out: Address, scalar: Address): boolean;
  /** out = a + b; false where one is no canonical element. */
  add(out: Address, a: Address, b: Address): boolean;
  isElement(element: Address): boolean;
  /** out = 64 bytes modulo the order of the group. */
  reduce(out: Address, wide: Address): void;
  scalarMultiply(out: Address, a: Address, b: Address): void;
  scalarSubtract(out: Address, a: Address, b: Address): void;
  /** out = 1 / scalar; false for zero. */
  invert(out: Address, scalar: Address): boolean;
  /** Keeps a copy of a secret until it is released. The caller wipes its own. */
  keep(secret: Uint8Array): Address;
  /** Zeroes a kept secret, and runs over what computing with it left on the stack. */
  release(address: Address, bytes: number): void;
  /** All of libsodium's memory, to look for what should not be there. */
  memory(): Uint8Array;
}

/** Room for what one shard takes: three columns of scalars and small change. */
const SCRATCH_BYTES = 1_024 * 32 * 3 + 4_096;

export async function openGroup(): Promise<Group> {
  await sodium.ready;
  const raw = rawSodium();
  const scratch_start = raw._malloc(SCRATCH_BYTES);
  const heap = () => raw.HEAPU8;
  heap().fill(0, scratch_start, scratch_start + SCRATCH_BYTES);
  let taken = 0;
  const group: Group = {
    scratch(work) {
      const before = taken;
      const take = (bytes: number) => {
        assert(taken + bytes <= SCRATCH_BYTES, 'work fits into its scratch memory');
        taken += bytes;
        return scratch_start + taken - bytes;
      };
      try {
        return work(take);
      } finally {
        heap().fill(0, scratch_start + before, scratch_start + taken);
        taken = before;
      }
    },
    put: (address, bytes) => heap().set(bytes, address),
    get: (address, bytes) => heap().slice(address, address + bytes),
    fromUniform: (out, uniform) => void raw._crypto_core_ristretto255_from_hash(out, uniform),
    multiply: (out, scalar, element) =>
      raw._crypto_scalarmult_ristretto255(out, scalar, element) === 0,
    multiplyBase: (out, scalar) => raw._crypto_scalarmult_ristretto255_base(out, scalar) === 0,
    add: (out, a, b) => raw._crypto_core_ristretto255_add(out, a, b) === 0,
    isElement: (element) => raw._crypto_core_ristretto255_is_valid_point(element) === 1,
    reduce: (out, wide) => raw._crypto_core_ristretto255_scalar_reduce(out, wide),
    scalarMultiply: (out, a, b) => raw._crypto_core_ristretto255_scalar_mul(out, a, b),
    scalarSubtract: (out, a, b) => raw._crypto_core_ristretto255_scalar_sub(out, a, b),
    invert: (out, scalar) => raw._crypto_core_ristretto255_scalar_invert(out, scalar) === 0,
    keep(secret) {
      const address = raw._malloc(secret.length);
      heap().set(secret, address);
      return address;
    },
    release(address, bytes) {
      heap().fill(0, address, address + bytes);
      raw._free(address);
      overwriteStack(group);
    },
    memory: heap,
  };
  return group;
}

/** The functions under the wrappers, which have no types. */
interface RawSodium {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): Address;
  _free(address: Address): void;
  _crypto_core_ristretto255_from_hash(out: Address, uniform: Address): number;
  _crypto_scalarmult_ristretto255(out: Address, scalar: Address, element: Address): number;
  _crypto_scalarmult_ristretto255_base(out: Address, scalar: Address): number;
  _crypto_core_ristretto255_add(out: Address, a: Address, b: Address): number;
  _crypto_core_ristretto255_is_valid_point(element: Address): number;
  _crypto_core_ristretto255_scalar_reduce(out: Address, wide: Address): void;
  _crypto_core_ristretto255_scalar_mul(out: Address, a: Address, b: Address): void;
  _crypto_core_ristretto255_scalar_sub(out: Address, a: Address, b: Address): void;
  _crypto_core_ristretto255_scalar_invert(out: Address, scalar: Address): number;
}

function rawSodium(): RawSodium {
  const { libsodium } = sodium as unknown as { libsodium?: RawSodium };
  assert(libsodium, 'libsodium shows the functions under its wrappers');
  return libsodium;
}

/** The same calls with the scalar one: their frames lie where those of the secret lay. */
function overwriteStack(group: Group): void {
  group.scratch((take) => {
    const [one, wide, out] = [take(SCALAR_BYTES), take(64), take(ELEMENT_BYTES)];
    group.put(one, Uint8Array.of(1));
    group.multiplyBase(out, one);
    group.multiply(out, one, out);
    group.reduce(one, wide);
    group.put(one, Uint8Array.of(1));
    group.scalarMultiply(out, one, one);
    group.scalarSubtract(out, one, one);
    group.invert(out, one);
  });
}
