/**
 * Banks of the SPEI by the three digits with which their CLABEs begin, with the short names that
 * Banxico prints (several where a bank was renamed). Only what a proof of payment needs to place an
 * account that is not a CLABE; a bank that is missing here is known by its name instead.
 */
export function mexicanBankCode(name: string): string | undefined {
  return CODES.get(plain(name));
}

/** Whether the three digits are those of a bank named here. */
export function isMexicanBankCode(code: string): boolean {
  return KNOWN.has(code);
}

const BANKS = `
001 BANXICO
002 BANAMEX|CITIBANAMEX
006 BANCOMEXT
009 BANOBRAS
012 BBVA MEXICO|BBVA BANCOMER|BBVA
014 SANTANDER
019 BANJERCITO
021 HSBC
030 BAJIO|BANBAJIO
036 INBURSA
042 MIFEL
044 SCOTIABANK
058 BANREGIO
059 INVEX
060 BANSI
062 AFIRME
072 BANORTE|BANORTE/IXE
106 BANK OF AMERICA
108 MUFG
110 JP MORGAN
112 BMONEX
113 VE POR MAS
127 AZTECA|BANCO AZTECA
128 AUTOFIN|KAPITAL
129 BARCLAYS
130 COMPARTAMOS
132 MULTIVA BANCO|MULTIVA
133 ACTINVER
135 NAFIN
136 INTERCAM BANCO
137 BANCOPPEL
138 ABC CAPITAL|UALA
140 CONSUBANCO
141 VOLKSWAGEN
143 CIBANCO
145 BBASE
147 BANKAOOL
148 PAGATODO
150 INMOBILIARIO
151 DONDE
152 BANCREA
154 BANCO FINTERRA|BANCO COVALTO
155 ICBC
156 SABADELL
157 SHINHAN
158 MIZUHO BANK
159 BANK OF CHINA
160 BANCO S3
166 BABIEN|BANSEFI
168 HIPOTECARIA FED
638 NU MEXICO|AKALA
646 STP
659 ASP INTEGRA OPC
661 KLAR
722 MERCADO PAGO|MERCADO PAGO W
723 CUENCA
728 SPIN BY OXXO`;

const CODES: ReadonlyMap<string, string> = new Map(
  BANKS.trim()
    .split('\n')
    .flatMap((line) =>
      line
        .slice(4)
        .split('|')
        .map((name) => [name, line.slice(0, 3)] as const),
    ),
);
const KNOWN: ReadonlySet<string> = new Set(CODES.values());

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/\s+/g, ' ').trim();
}
