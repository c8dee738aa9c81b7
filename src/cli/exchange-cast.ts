/** Who plays in the exchange's demo. Invented institutions, as in the living example. */

export interface Player {
  readonly key: 'ejb' | 'exn' | 'beno' | 'bece' | 'authority' | 'witness';
  readonly node: string;
  readonly names: { readonly en: string; readonly es: string };
  readonly role: 'bank' | 'authority' | 'witness';
  readonly country: 'US' | 'MX';
}

export const PLAYERS: readonly Player[] = [
  {
    key: 'ejb',
    node: 'ejbtus44.us',
    names: { en: 'Example Border Trust (fictional)', es: 'Example Border Trust (ficticio)' },
    role: 'bank',
    country: 'US',
  },
  {
    key: 'exn',
    node: 'exnbus33.us',
    names: { en: 'Example National Bank (fictional)', es: 'Example National Bank (ficticio)' },
    role: 'bank',
    country: 'US',
  },
  {
    key: 'beno',
    node: 'benomxmm.mx',
    names: { en: 'Banco Ejemplo del Norte (fictional)', es: 'Banco Ejemplo del Norte (ficticio)' },
    role: 'bank',
    country: 'MX',
  },
  {
    key: 'bece',
    node: 'becemxmm.mx',
    names: { en: 'Banco Ejemplo Central (fictional)', es: 'Banco Ejemplo Central (ficticio)' },
    role: 'bank',
    country: 'MX',
  },
  {
    key: 'authority',
    node: 'authority-demo.mx',
    names: { en: 'Demo authority (fictional)', es: 'Autoridad de demostración (ficticia)' },
    role: 'authority',
    country: 'MX',
  },
  {
    key: 'witness',
    node: 'witness-demo.us',
    names: { en: "Supervisor's witness (fictional)", es: 'Testigo del supervisor (ficticio)' },
    role: 'witness',
    country: 'US',
  },
];

export const BANKS = PLAYERS.filter(({ role }) => role === 'bank');

/** The officers of every node, by the role that each has. */
export const STAFF: readonly {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}[] = [
  { id: 'rosa', name: 'Rosa Ejemplo', role: 'exchange_officer' },
  { id: 'evan', name: 'Evan Sample', role: 'exchange_officer' },
  { id: 'carla', name: 'Carla Ejemplo', role: 'compliance_officer' },
  { id: 'dana', name: 'Dana Sample', role: 'compliance_officer' },
  { id: 'lucia', name: 'Lucía Ejemplo', role: 'counsel' },
  { id: 'omar', name: 'Omar Ejemplo', role: 'authority_officer' },
  { id: 'nora', name: 'Nora Sample', role: 'authority_officer' },
  { id: 'iris', name: 'Iris Sample', role: 'auditor' },
];
