/** Banxico's electronic proof of an SPEI payment (CEP): `SPEI_Tercero`, one or many in a file. */
import { derivedId } from '../../base/index.js';
import type { MessageItem, MessageReader } from '../message-reader.js';
import { type End, end, endsOf, joined, record, reject } from './draft.js';
import { bankOfName, type Institution } from './identify.js';
import { mexicanBankCode } from './mexican-banks.js';
import { at, readXml, type XmlElement } from './xml-elements.js';

export const speiCepReader: MessageReader = {
  id: 'spei-cep',
  recognise: (head) => /^\s*</.test(head) && head.includes('SPEI_Tercero'),
  async *read(bytes) {
    for await (const item of readXml(bytes, { give: GIVE, skip: new Set() })) {
      if ('reject' in item) yield item;
      else yield item.element.flaw ? { reject: item.element.flaw } : readProof(item.element);
    }
  },
};

const GIVE: ReadonlySet<string> = new Set(['SPEI_Tercero']);

function readProof(proof: XmlElement): MessageItem {
  const payer = at(proof, 'Ordenante');
  const payee = at(proof, 'Beneficiario');
  const tracking = stated(proof, 'claveRastreo');
  const amount = stated(payee, 'MontoPago');
  const time = timeOf(proof);
  if (!amount || !time || !tracking) return reject('cep_incomplete', tracking ?? '', proof);
  const debtor = endOf(payer, bankOf(stated(payer, 'BancoEmisor')));
  const receiver = /^\d{2}(\d{3})$/.exec(stated(proof, 'ClaveSPEI') ?? '')?.[1];
  const receiving = receiver ? mexican(receiver) : bankOf(stated(payee, 'BancoReceptor'));
  return record(
    {
      id: derivedId('spei', tracking, stated(proof, 'FechaOperacion') ?? '', amount),
      time,
      ...endsOf(debtor, endOf(payee, receiving)),
      amount,
      currency: 'MXN',
      rail: 'spei',
      text: joined([stated(payee, 'Concepto'), tracking]),
    },
    proof.line,
  );
}

function endOf(element: XmlElement | null, bank: Institution | null): End {
  return end(stated(element, 'Cuenta'), bank, stated(element, 'Nombre'), 'MX');
}

function bankOf(name: string | undefined): Institution | null {
  if (!name) return null;
  const code = mexicanBankCode(name);
  const named = bankOfName(name);
  return code ? mexican(code) : named && { ...named, country: 'MX' };
}

function mexican(code: string): Institution {
  return { id: code, country: 'MX' };
}

/** An attribute; the format writes `NA` for what is not there. */
function stated(element: XmlElement | null, name: string): string | undefined {
  const value = element?.attributes[name]?.trim();
  return value && value !== 'NA' ? value : undefined;
}

/**
 * When the payee was credited, which only the chain that the seal signs says: type, day of
 * operation, day and time of credit. Where there is no chain: day and time of the proof. Mexico
 * City's time.
 */
function timeOf(proof: XmlElement): string | undefined {
  const chain = /^\|\|\d+\|\d{8}\|(\d{2})(\d{2})(\d{4})\|(\d{2})(\d{2})(\d{2})\|/.exec(
    proof.attributes.cadenaCDA ?? '',
  );
  if (chain) {
    const [, day, month, year, hours, minutes, seconds] = chain;
    return mexicoCity(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}`);
  }
  const day = stated(proof, 'FechaOperacion');
  const hour = stated(proof, 'Hora');
  return day && hour ? mexicoCity(`${day}T${hour}`) : day;
}

/** Central Mexico has kept UTC−6 all year since 30 October 2022; before, summers were UTC−5. */
function mexicoCity(local: string): string {
  const at_ms = Date.parse(`${local}-06:00`);
  if (Number.isNaN(at_ms)) return local;
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Mexico_City',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at_ms));
  return `${local}${hour === local.slice(11, 13) ? '-06:00' : '-05:00'}`;
}
