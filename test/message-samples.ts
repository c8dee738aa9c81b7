/** Fictional payment messages of every format, for tests, and a way to read them in pieces. */
import type {
  MessageItem,
  MessageReader,
  MessageReject,
  ReportedPaymentInput,
} from '../src/ingest/message-reader.js';

export const UETR = '0b1c2d3e-4f50-4a61-8b72-93a4b5c6d7e8';

/** A Fedwire customer transfer to Mexico, with header, prefixes and a relaying bank. */
export const PACS_008 = `<?xml version="1.0" encoding="UTF-8"?>
<env:Message xmlns:env="urn:fictional"><h:AppHdr xmlns:h="urn:iso:std:iso:20022:tech:xsd:head.001.001.02">
<h:MsgDefIdr>pacs.008.001.08</h:MsgDefIdr></h:AppHdr>
<p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><p:FIToFICstmrCdtTrf>
<p:GrpHdr><p:MsgId>M-1</p:MsgId><p:CreDtTm>2025-03-10T09:00:00-05:00</p:CreDtTm><p:NbOfTxs>1</p:NbOfTxs></p:GrpHdr>
  <p:CdtTrfTxInf><p:PmtId><p:EndToEndId>E-1</p:EndToEndId><p:UETR>${UETR}</p:UETR></p:PmtId>
  <p:IntrBkSttlmAmt Ccy="USD">1250.50</p:IntrBkSttlmAmt><p:IntrBkSttlmDt>2025-03-10</p:IntrBkSttlmDt>
  <p:InstgAgt><p:FinInstnId><p:ClrSysMmbId><p:ClrSysId><p:Cd>USABA</p:Cd></p:ClrSysId><p:MmbId>123456780</p:MmbId></p:ClrSysMmbId></p:FinInstnId></p:InstgAgt>
  <p:InstdAgt><p:FinInstnId><p:ClrSysMmbId><p:MmbId>987654320</p:MmbId></p:ClrSysMmbId></p:FinInstnId></p:InstdAgt>
  <p:Dbtr><p:Nm>Talleres M & B</p:Nm><p:PstlAdr><p:Ctry>US</p:Ctry></p:PstlAdr></p:Dbtr>
  <p:DbtrAcct><p:Id><p:Othr><p:Id>5550001</p:Id></p:Othr></p:Id></p:DbtrAcct>
  <p:DbtrAgt><p:FinInstnId><p:ClrSysMmbId><p:MmbId>123456780</p:MmbId></p:ClrSysMmbId></p:FinInstnId></p:DbtrAgt>
  <p:CdtrAgt><p:FinInstnId><p:BICFI>FICTMXMMXXX</p:BICFI></p:FinInstnId></p:CdtrAgt>
  <p:Cdtr><p:Nm>Química del Puerto</p:Nm></p:Cdtr>
  <p:CdtrAcct><p:Id><p:Othr><p:Id>012180001234567899</p:Id></p:Othr></p:Id></p:CdtrAcct>
  <p:UltmtCdtr><p:Nm>Almacén Norte</p:Nm></p:UltmtCdtr>
  <p:Purp><p:Cd>GDDS</p:Cd></p:Purp><p:RmtInf><p:Ustrd>factura 77</p:Ustrd></p:RmtInf>
  </p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document></env:Message>`;

/** The cover of a customer transfer in euros, and a bank's own transfer. */
export const PACS_009 = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08"><FICdtTrf>
<GrpHdr><MsgId>C-1</MsgId><CreDtTm>2025-03-09T23:00:00Z</CreDtTm>
<InstgAgt><FinInstnId><BICFI>AAAAUS33</BICFI></FinInstnId></InstgAgt><InstdAgt><FinInstnId><BICFI>BBBBGB2L</BICFI></FinInstnId></InstdAgt></GrpHdr>
<CdtTrfTxInf><PmtId><UETR>${UETR}</UETR></PmtId><IntrBkSttlmAmt Ccy="USD">1250.50</IntrBkSttlmAmt><IntrBkSttlmDt>2025-03-10</IntrBkSttlmDt>
<Dbtr><FinInstnId><BICFI>AAAAUS33</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>CCCCDEFF</BICFI></FinInstnId></Cdtr>
<UndrlygCstmrCdtTrf><Dbtr><Nm>Payer</Nm></Dbtr><DbtrAcct><Id><Othr><Id>1</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>AAAAUS33</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>CCCCDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Payee</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></UndrlygCstmrCdtTrf></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><InstrId>I-2</InstrId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="USD">9</IntrBkSttlmAmt><IntrBkSttlmDt>2025-03-10</IntrBkSttlmDt>
<Dbtr><FinInstnId><BICFI>AAAAUS33</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>CCCCDEFF</BICFI></FinInstnId></Cdtr></CdtTrfTxInf>
</FICdtTrf></Document>`;

export const PACS_004 = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.10"><PmtRtr>
<GrpHdr><MsgId>R-1</MsgId><CreDtTm>2025-03-12T09:00:00Z</CreDtTm></GrpHdr>
<TxInf><OrgnlUETR>${UETR}</OrgnlUETR><RtrdIntrBkSttlmAmt Ccy="USD">1250.50</RtrdIntrBkSttlmAmt><IntrBkSttlmDt>2025-03-12</IntrBkSttlmDt>
<RtrRsnInf><AddtlInf>closed account</AddtlInf></RtrRsnInf><OrgnlTxRef><Dbtr><Pty><Nm>Payer</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Payee</Nm></Pty></Cdtr></OrgnlTxRef></TxInf></PmtRtr></Document>`;

/** A statement: a payment in, a batch out, a lump without details, cash, a reversal, one pending. */
export const CAMT_053 = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>S-1</MsgId><CreDtTm>2025-01-03T00:00:00Z</CreDtTm></GrpHdr><Stmt><Id>ST-9</Id>
<Acct><Id><Othr><Id>777</Id></Othr></Id><Ownr><Nm>Owner</Nm></Ownr><Svcr><FinInstnId><ClrSysMmbId><MmbId>123456780</MmbId></ClrSysMmbId></FinInstnId></Svcr></Acct>
<Bal><Amt Ccy="USD">1.00</Amt></Bal>
<Ntry><Amt Ccy="USD">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-01-02</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef>
<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="EUR">9.00</Amt></InstdAmt><TxAmt><Amt Ccy="USD">10.00</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Pty><Nm>Sender</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>in</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2025-01-02T10:00:00-05:00</DtTm></BookgDt><AcctSvcrRef>A2</AcctSvcrRef>
<NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch><TxDtls><Amt Ccy="USD">2.00</Amt><RltdPties><Cdtr><Nm>One</Nm></Cdtr></RltdPties></TxDtls><TxDtls><Amt Ccy="USD">3.00</Amt><RltdPties><Cdtr><Nm>Two</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">8.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-01-02+02:00</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>SALA</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs/></TxDtls><TxDtls><Refs/></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">900</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-01-02</Dt></BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CNTR</Cd><SubFmlyCd>CDPT</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>
<Ntry><Amt Ccy="USD">4.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2025-01-02</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Owner</Nm></Dbtr><Cdtr><Nm>Three</Nm></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">6.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>
</Stmt></BkToCstmrStmt></Document>`;

/** A customer transfer, its cover, and a message of another type, as a bank's file holds them. */
export const MT = [
  '{1:F01AAAAUS33AXXX0000000000}{2:I103FICTMXMMXXXXN}{4:\r\n:20:REF1\r\n:23B:CRED\r\n:32A:250310USD1250,5\r\n:33B:USD1260,\r\n',
  ':50F:/5550001\r\n1/TALLERES DEL VALLE\r\n2/CALLE 1\r\n3/US/EL PASO\r\n:52A://FW123456780\r\n:56A:BBBBGB2L\r\n:57A:FICTMXMM\r\n',
  ':59:/012180001234567899\r\nQUÍMICA DEL PUERTO\r\n:70:FACTURA 77\r\nLOTE 3\r\n:71A:SHA\r\n-}{5:{CHK:000000000000}}\r\n$',
  '{1:F01AAAAUS33AXXX0000000000}{2:I202BBBBGB2LXXXXN}{3:{119:COV}}{4:\r\n:20:COV1\r\n:21:REF1\r\n:32A:250310USD1250,5\r\n:58A:FICTMXMM\r\n',
  ':50K:/5550001\r\nTALLERES DEL VALLE\r\n:59:/012180001234567899\r\nQUIMICA\r\n-}',
  '{1:F01AAAAUS33AXXX0000000000}{2:I940BBBBGB2LXXXXN}{4:\r\n:20:X\r\n-}',
].join('');

/** One payroll credit, one debit collected, one prenotification. */
export const ACH = [
  '101 987654320 1234567802503100900A094101OTHER BANK             FICTIONAL BANK                 ',
  '5200PANADERIA SOL                       1112223334PPDPAYROLL         250311   1123456780000001',
  '6229876543200000001111       0000123456EMP-7          ANA PEREZ               0123456780000001',
  '6279876543200000002222       0000000100CUST-1         LUIS DIAZ               1123456780000002',
  '705CUOTA DE MARZO                                                                  00010000002',
  '6239876543200000003333       0000000000EMP-8          NUEVA                   0123456780000003',
  '820000000402962962960000000001000000001234561112223334                         123456780000001',
  '9000001000001000000040296296296000000000100000000123456                                       ',
].join('\n');

/** An outgoing international credit that arrives in pesos. */
export const ACH_IAT = [
  '101 987654320 1234567802503100900A094101OTHER BANK             FICTIONAL BANK                 ',
  '5220                FV3               MX1112223334IATREMESA    USDMXN250311   1123456780000001',
  '6229876543200007             0000010000012180001234567899                     1123456780000009',
  '710REM000000000000198000                      MARIA LOPEZ                              0000009',
  '711JUAN LOPEZ                         1 MAIN ST                                        0000009',
  '712EL PASO*TX\\                        US*79901\\                                        0000009',
  '713FICTIONAL BANK                     01123456780                         US           0000009',
  '714BANCO FICTICIO                     02FICTMXMM                          MX           0000009',
  '715               CALLE 2                                                              0000009',
  '716JUAREZ*CHH\\                        MX*32000\\                                        0000009',
  '718RELAY BANK                         02BBBBGB2L                          GB       00010000009',
  '822000000900987654320000000000000000000100001112223334                         123456780000001',
  '9000001000002000000090098765432000000000000000000010000                                       ',
].join('\n');

/** A debit that comes back for insufficient funds. */
export const ACH_RETURN = [
  '101 987654320 1234567802503100900A094101OTHER BANK             FICTIONAL BANK                 ',
  '5225GIMNASIO LUNA                       1112223334WEBCUOTA           250311   1987654320000001',
  '6261234567800000002222       0000002599CUST-1         LUIS DIAZ               1987654320000001',
  '799R01123456780000002      98765432                                            987654320000001',
  '822500000200123456780000000025990000000000001112223334                         987654320000001',
  '9000001000001000000020012345678000000002599000000000000                                       ',
].join('\n');

export const CEP = `<?xml version="1.0" encoding="UTF-8"?>
<SPEI_Tercero FechaOperacion="2021-07-09" Hora="10:00:01" ClaveSPEI="40072" sello="x" numeroCertificado="0"
 cadenaCDA="||1|09072021|09072021|100000|40072|HSBC|NA|NA|NA|NA|BANORTE|Ana|40|072580009876543211|NA|RENTA|0.00|3500.10|NA||" claveRastreo="FICT0001">
 <Beneficiario BancoReceptor="BANORTE" Nombre="Ana Pérez" TipoCuenta="40" Cuenta="072580009876543211" RFC="NA" Concepto="RENTA" IVA="0.00" MontoPago="3500.10"/>
 <Ordenante BancoEmisor="HSBC" Nombre="NA" TipoCuenta="-1" Cuenta="NA" RFC="NA"/></SPEI_Tercero>`;

/** What a reader found, apart. */
export interface Found {
  readonly records: readonly ReportedPaymentInput[];
  readonly lines: readonly number[];
  readonly rejects: readonly MessageReject[];
}

/** Reads text or bytes in chunks of a size. */
export async function readMessage(
  reader: MessageReader,
  content: string | Uint8Array,
  chunk_bytes = 65_536,
): Promise<Found> {
  const items: MessageItem[] = [];
  for await (const item of reader.read(chunks(Buffer.from(content), chunk_bytes), { file: 'test' }))
    items.push(item);
  return {
    records: items.flatMap((item) => ('record' in item ? [item.record] : [])),
    lines: items.flatMap((item) => ('record' in item ? [item.line] : [])),
    rejects: items.flatMap((item) => ('reject' in item ? [item.reject] : [])),
  };
}

async function* chunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
