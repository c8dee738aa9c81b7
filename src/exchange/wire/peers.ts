import { Fault } from '../../base/index.js';
import { isCardValid, type NodeCard } from './card.js';

/** The nodes whose cards people of this institution have compared and pinned. */
export interface PeerDirectory {
  byNode(node: string): NodeCard | null;
  byKey(key_id: string): NodeCard | null;
  /** The one card that names a certificate (SHA-256, hexadecimal); null where two do. */
  byCertificate(certificate: string): NodeCard | null;
}

/** A directory in memory. */
export interface KeptPeers extends PeerDirectory {
  /** Replaces a node's card, and with it the key that it may use, at once. */
  pin(card: NodeCard): void;
  unpin(node: string): void;
}

export function peerDirectory(cards: readonly NodeCard[]): KeptPeers {
  const pinned = new Map(cards.map((card) => [card.node, card]));
  return {
    byNode: (node) => pinned.get(node) ?? null,
    byKey: (key_id) => [...pinned.values()].find((card) => card.key_id === key_id) ?? null,
    byCertificate: (certificate) => {
      const cards = [...pinned.values()];
      const [only, second] = cards.filter((card) => card.tls_certificates.includes(certificate));
      return second === undefined ? (only ?? null) : null;
    },
    pin: (card) => void pinned.set(card.node, card),
    unpin: (node) => void pinned.delete(node),
  };
}

/** The pinned card of a node; a Fault where there is none, or where it has lapsed. */
export function pinnedCard(peers: PeerDirectory, node: string, now_ms: number): NodeCard {
  const card = peers.byNode(node);
  if (card === null) throw new Fault('exchange.wire.peer.unknown', { node });
  if (!isCardValid(card, now_ms)) throw new Fault('exchange.wire.card.lapsed', { node });
  return card;
}
