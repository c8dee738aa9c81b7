import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/index.js';
import {
  cardFingerprint,
  createAuthority,
  createIdentity,
  issueCertificate,
  loadAuthority,
  type TlsFiles,
} from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { identityFolder, withExchange } from './exchange-open.js';
import { answer, at, shown } from './say.js';
import { withFolder } from './store.js';
import { readTextFile } from './text-file.js';

const AUTHORITY_DAYS = 398;
const CARD_DAYS = 365;

/** `puente exchange ca FOLDER`: a small certificate authority, for trials. */
export async function caCommand(context: CommandContext, path: string, flags: { name?: string }) {
  const folder = at(context, path);
  const draft = { name: flags.name ?? 'Puente trial authority', valid_days: AUTHORITY_DAYS };
  createAuthority(folder, draft, context.clock, context.random);
  answer(context, { folder, ...draft }, [
    context.voice.say('exchange.ca.made', { folder: shown(context, folder) }),
  ]);
  return EXIT.done;
}

export interface InitFlags {
  readonly node: string;
  readonly name: string;
  readonly nameEs?: string;
  readonly role?: string;
  readonly url: string;
  readonly ca?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsCa?: string;
}

/** `puente exchange init`: makes the node's keys and its card. */
export async function initCommand(context: CommandContext, flags: InitFlags): Promise<number> {
  const role = roleOf(flags.role ?? 'bank');
  return withFolder(context, 'exchange init', async (folder) => {
    const [own = '', country = ''] = flags.node.split('.');
    const keys = identityFolder(folder.paths);
    if (existsSync(join(keys, 'identity.json'))) {
      throw new Fault('exchange.wire.file.exists', { file: join(keys, 'identity.json') });
    }
    const tls = tlsOf(context, flags);
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    const draft = {
      node: flags.node,
      bic: role === 'bank' ? own.toUpperCase() : null,
      country: country === 'us' ? 'US' : 'MX',
      role,
      names: { en: flags.name, es: flags.nameEs ?? flags.name },
      url: flags.url,
      valid_days: CARD_DAYS,
    } as const;
    const { card } = createIdentity(keys, draft, tls, context.clock);
    const fingerprint = cardFingerprint(card);
    answer(context, { card, fingerprint }, [
      context.voice.say('exchange.init.made', { node: card.node }),
      context.voice.say('exchange.card.fingerprint', { fingerprint: inGroups(fingerprint) }),
    ]);
    return EXIT.done;
  });
}

/** `puente exchange card`: the card that peers pin, as a file and as a fingerprint. */
export async function cardCommand(context: CommandContext, flags: { out?: string }) {
  return withExchange(context, 'exchange card', async ({ identity }) => {
    const fingerprint = cardFingerprint(identity.card);
    const lines = [
      context.voice.say('exchange.card.of', {
        node: identity.card.node,
        until: identity.card.valid_until.slice(0, 10),
      }),
      context.voice.say('exchange.card.fingerprint', { fingerprint: inGroups(fingerprint) }),
    ];
    if (flags.out !== undefined) {
      const file = at(context, flags.out);
      writeFileSync(file, identity.card_bytes);
      lines.push(context.voice.say('exchange.card.written', { file: shown(context, file) }));
    }
    answer(context, { card: identity.card, fingerprint }, lines);
    return EXIT.done;
  });
}

/** Sixteen groups of four: what two people can read to each other. */
export function inGroups(fingerprint: string): string {
  return fingerprint.match(/.{4}/g)?.join(' ') ?? fingerprint;
}

function roleOf(text: string): 'bank' | 'authority' | 'witness' {
  if (text === 'bank' || text === 'authority' || text === 'witness') return text;
  throw new Fault('exchange.role', { role: text });
}

/** The bank's own certificate, or one of a trial authority. */
function tlsOf(context: CommandContext, flags: InitFlags): TlsFiles {
  const { tlsCert, tlsKey, tlsCa, ca, url, node } = flags;
  if (ca !== undefined) {
    const authority = loadAuthority(at(context, ca));
    const host = hostOf(url);
    const draft = { node, hosts: [host], valid_days: CARD_DAYS };
    return issueCertificate(authority, draft, context.clock, context.random);
  }
  if (!tlsCert || !tlsKey || !tlsCa) throw new Fault('exchange.tls_missing');
  return {
    certificate_pem: readTextFile(at(context, tlsCert)),
    key_pem: readTextFile(at(context, tlsKey)),
    authority_pem: readTextFile(at(context, tlsCa)),
  };
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname;
  } catch {
    throw new Fault('exchange.url', { url });
  }
}
