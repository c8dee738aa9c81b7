/** Nodes of a trial for the tests of the wire: made-up banks with real keys and certificates. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, isoTime } from '../../base/index.js';
import { createAuthority, issueCertificate, type TrialAuthority } from './authority.js';
import { createIdentity, type IdentityDraft, type NodeIdentity } from './identity.js';
import type { MessageDraft } from './message.js';
import type { WireReply } from './request.js';

export interface Trial {
  readonly folder: string;
  readonly authority: TrialAuthority;
  node(name: string, port?: number, by?: TrialAuthority): NodeIdentity;
  end(): void;
}

export function startTrial(clock: Clock): Trial {
  const folder = mkdtempSync(join(tmpdir(), 'puente-wire-'));
  const draft = { name: 'Trial Authority', valid_days: 30 };
  const authority = createAuthority(join(folder, 'authority'), draft, clock, randomBytes);
  return {
    folder,
    authority,
    node(name, port = 1, by = authority) {
      const tls = issueCertificate(
        by,
        { node: name, hosts: ['localhost', '127.0.0.1'], valid_days: 10 },
        clock,
        randomBytes,
      );
      return createIdentity(mkdtempSync(join(folder, 'node-')), draftOf(name, port), tls, clock);
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function draftOf(node: string, port = 1): IdentityDraft {
  const [name = '', country = ''] = node.split('.');
  return {
    node,
    bic: name.startsWith('authority') ? null : name.toUpperCase(),
    country: country === 'mx' ? 'MX' : 'US',
    role: name.startsWith('authority') ? 'authority' : 'bank',
    names: { en: `Bank ${name}`, es: `Banco ${name}` },
    url: `https://127.0.0.1:${port}`,
    valid_days: 30,
  };
}

export function messageDraft(clock: Clock, changes: Partial<MessageDraft> = {}): MessageDraft {
  return {
    id: 'message-1',
    kind: 'inquiry.asked',
    agreement: 'agreement-1',
    session: 'session-1',
    from: 'ejbtus44.us',
    to: 'bmexmxmm.mx',
    created_at: isoTime(clock.now()),
    expires_at: isoTime(clock.now() + 3_600_000),
    body: { question: '¿Quién ordenó el pago?', amount_minor: '125000' },
    ...changes,
  };
}

export function replyOf(text: string): WireReply {
  return { status: 200, media_type: 'text/plain', body: Buffer.from(text) };
}

/** A port that was free a moment ago: a card must name it before the server has it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The code of the Fault that something throws; fails where it throws none. */
export async function faultCode(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'none';
}
