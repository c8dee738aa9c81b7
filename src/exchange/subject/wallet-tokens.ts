/** Addresses of crypto-assets: their own check digits, and one spelling of each. */
import { createHash } from 'node:crypto';
import { plainIdentifier } from './plain-name.js';
import type { WalletChain } from './subject.js';
import type { Canonical } from './token-value.js';

export function walletToken(chain: WalletChain, text: string): Canonical {
  const address = plainIdentifier(text);
  const token = (value: string): Canonical => ({
    values: [{ label: 'wallet', value: `${chain}|${value}` }],
  });
  if (chain === 'ethereum') {
    // Capitals of EIP-55 are a checksum over Keccak-256, which one spelling does without.
    return /^0x[0-9a-f]{40}$/i.test(address) ? token(address.toLowerCase()) : { refused: 'shape' };
  }
  if (chain === 'other') return /^[\w:-]{8,128}$/.test(address) ? token(address) : SHAPE;
  const isSegwit = /^(bc|ltc)1/i.test(address);
  if (isSegwit && chain !== 'tron') {
    const mixed = address !== address.toLowerCase() && address !== address.toUpperCase();
    if (mixed || !/^(bc|ltc)1[02-9ac-hj-np-z]{8,87}$/i.test(address)) return SHAPE;
    return isBech32(address.toLowerCase()) ? token(address.toLowerCase()) : { refused: 'digit' };
  }
  if (!/^[1-9A-HJ-NP-Za-km-z]{25,36}$/.test(address)) return SHAPE;
  return isBase58Check(address) ? token(address) : { refused: 'digit' };
}

const SHAPE: Canonical = { refused: 'shape' };
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BECH32_STEPS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** 25 bytes of which the last four begin the double SHA-256 of the others. */
function isBase58Check(address: string): boolean {
  let value = 0n;
  for (const letter of address) value = value * 58n + BigInt(BASE58.indexOf(letter));
  const hex = value.toString(16).padStart(50, '0');
  if (hex.length !== 50) return false;
  const bytes = Buffer.from(hex, 'hex');
  const hash = (data: Uint8Array) => createHash('sha256').update(data).digest();
  return hash(hash(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21));
}

/** BIP 173 (constant 1) and BIP 350 (bech32m). */
function isBech32(address: string): boolean {
  const at = address.lastIndexOf('1');
  const prefix = [...address.slice(0, at)].map((letter) => letter.charCodeAt(0));
  const data = [...address.slice(at + 1)].map((letter) => BECH32.indexOf(letter));
  const values = [
    ...prefix.map((code) => code >> 5),
    0,
    ...prefix.map((code) => code & 31),
    ...data,
  ];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    BECH32_STEPS.forEach((step, i) => {
      if ((top >> i) & 1) sum ^= step;
    });
  }
  return sum === 1 || sum === 0x2bc830a3;
}
