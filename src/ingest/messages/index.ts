/** Payment messages: ISO 20022, SWIFT MT, NACHA and SPEI proofs, each read as it streams by. */
import type { MessageReader } from '../message-reader.js';
import { iso20022Reader } from './iso20022.js';
import { nachaReader } from './nacha.js';
import { speiCepReader } from './spei-cep.js';
import { swiftMtReader } from './swift-mt.js';

/** The readers in the order in which they are asked: the narrower first. */
export const MESSAGE_READERS: readonly MessageReader[] = [
  speiCepReader,
  iso20022Reader,
  swiftMtReader,
  nachaReader,
];
