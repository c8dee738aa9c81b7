/**
 * An address in the one way in which addresses are compared. Hexadecimal, bech32 and cashaddr
 * addresses are the same in any case (EIP-55 writes a checksum in the case, BIP-173 allows all
 * capitals); in others the case is part of the address.
 */
export function walletKey(address: string): string {
  const bare = address.trim();
  return FOLDED.test(bare) ? bare.toLowerCase() : bare;
}

/** What follows is of one case, so that a base58 address, which is of both, is never folded. */
const FOLDED =
  /^(?:(?:0x|xdc)[0-9a-f]+|(?:(?:bc|tb|bcrt|ltc|bnb|addr|cosmos|zs)1|bitcoincash:)[0-9a-z]+)$/i;
