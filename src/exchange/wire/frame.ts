import { assert, Fault } from '../../base/index.js';
import { WIRE_BOUNDS } from './bounds.js';

/** A message's two parts before anything in it is believed. */
export interface Frame {
  readonly envelope: Uint8Array;
  readonly rest: Uint8Array;
}

/** The envelope's length (four bytes, most significant first), the envelope, the attachments. */
export function joinFrame(envelope: Uint8Array, attachments: readonly Uint8Array[]): Uint8Array {
  if (envelope.length > WIRE_BOUNDS.envelope_bytes_max) throw tooLarge('envelope_bytes_max');
  const bytes = Buffer.concat([lengthOf(envelope), envelope, ...attachments]);
  if (bytes.length > WIRE_BOUNDS.message_bytes_max) throw tooLarge('message_bytes_max');
  return bytes;
}

/** The parts, as views; a Fault `exchange.wire.frame.…` where the lengths do not add up. */
export function splitFrame(bytes: Uint8Array): Frame {
  if (bytes.length > WIRE_BOUNDS.message_bytes_max) throw tooLarge('message_bytes_max');
  const length = readLength(bytes, 0);
  if (length > WIRE_BOUNDS.envelope_bytes_max) throw tooLarge('envelope_bytes_max');
  const end = 4 + length;
  if (length === 0 || end > bytes.length) throw new Fault('exchange.wire.frame.length');
  return { envelope: bytes.subarray(4, end), rest: bytes.subarray(end) };
}

/** Several messages as one body, each with its length before it: what a pull brings. */
export function joinMessages(messages: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(messages.flatMap((message) => [lengthOf(message), message]));
  assert(bytes.length <= WIRE_BOUNDS.message_bytes_max, 'a pull takes no more than one body holds');
  return bytes;
}

export function splitMessages(bytes: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + readLength(bytes, at);
    if (end === at + 4 || end > bytes.length) throw new Fault('exchange.wire.frame.length');
    messages.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return messages;
}

function lengthOf(part: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

function readLength(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw new Fault('exchange.wire.frame.length');
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}

function tooLarge(bound: 'envelope_bytes_max' | 'message_bytes_max'): Fault {
  return new Fault('exchange.wire.frame.size', { bytes_max: WIRE_BOUNDS[bound] });
}
