/** The parties of a Mexican invoice (CFDI 4.0 and 3.3): who issued it, who received it. */
import { checkIdentifier } from '../../model/index.js';
import { draftHolder, sourceOf } from './drafts.js';
import type { RecordPlace, StatementFormat, StatementInput, StatementSink } from './reader.js';
import { elementAt, readXmlRecords, type XmlElement } from './xml-records.js';

export const cfdi: StatementFormat = {
  id: 'cfdi',
  recognise: (head) => /<(?:\w+:)?Comprobante\b/.test(head) && head.includes('sat.gob.mx/cfd/'),
  read: readCfdi,
};

const NAMES = { records: ['Comprobante'], skip: ['Conceptos', 'Impuestos', 'Addenda'] };

/** An invoice says who somebody is for the tax authority; it says nothing of who owns whom. */
async function readCfdi(input: StatementInput, sink: StatementSink): Promise<void> {
  for await (const record of readXmlRecords(input.bytes, NAMES)) {
    if ('code' in record) sink.reject(record.code, record.value, record);
    else giveInvoice(record.element, input, sink, record);
  }
}

function giveInvoice(
  invoice: XmlElement,
  { options }: StatementInput,
  sink: StatementSink,
  place: RecordPlace,
): void {
  const [issuer, receiver] = [elementAt(invoice, 'Emisor'), elementAt(invoice, 'Receptor')];
  if (!issuer?.attributes.Rfc || !receiver?.attributes.Rfc) {
    sink.reject('cfdi_party', issuer ? 'Receptor' : 'Emisor', place);
    return;
  }
  sink.kept();
  const stamp = elementAt(invoice, 'Complemento', 'TimbreFiscalDigital');
  const source = sourceOf('CFDI', stamp?.attributes.UUID ?? null, options);
  giveParty(
    issuer.attributes,
    { regime: 'RegimenFiscal', postal_code: invoice.attributes.LugarExpedicion },
    { source, sink, place },
  );
  giveParty(
    receiver.attributes,
    {
      regime: 'RegimenFiscalReceptor',
      postal_code: receiver.attributes.DomicilioFiscalReceptor,
    },
    { source, sink, place },
  );
}

/**
 * The tax regime stands as the sector, since that is where later checks look; `sat-regime-601` can
 * be told from a line of business.
 */
function giveParty(
  attributes: XmlElement['attributes'],
  where: { readonly regime: string; readonly postal_code: string | undefined },
  to: {
    readonly source: ReturnType<typeof sourceOf>;
    readonly sink: StatementSink;
    readonly place: RecordPlace;
  },
): void {
  const { value, findings, facts } = checkIdentifier('rfc', attributes.Rfc ?? '');
  for (const finding of findings) to.sink.find(finding, to.place);
  // Generic keys stand for the public and for foreigners: they are nobody in particular.
  if (facts.holder === 'anybody' || facts.holder === 'foreigner') {
    to.sink.lose(`Rfc ${value}`, 'unknown_here', attributes.Nombre ?? '');
    return;
  }
  const regime = attributes[where.regime];
  to.sink.holder(
    draftHolder({
      id: `MX-RFC-${value}`,
      kind: facts.holder ?? 'unknown',
      name: attributes.Nombre ?? null,
      country: 'MX',
      addresses: where.postal_code ? [`C.P. ${where.postal_code}`] : [],
      identifiers: [{ scheme: 'MX-RFC', value }],
      sector: regime ? `sat-regime-${regime}` : null,
      source: to.source,
    }),
  );
}
