import { type Profile, profileOfEntity } from '../screening/index.js';

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
