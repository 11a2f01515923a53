import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { Secret } from '#server/secrets.ts';

/** Wraps data keys with a key that never enters the database. The file or environment is the first one; a KMS is another. */
export interface KeyProvider {
  readonly id: string;
  wrap(dataKey: Buffer, context: string): Promise<Buffer>;
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
}

const keyBytes = 32;
let loaded: Secret<Buffer> | undefined;
let loadedBefore: Secret<Buffer> | undefined;

/** The key of this installation, from PORTICO_KEY or the key file. No start without it. */
export function masterKey(): Secret<Buffer> {
  loaded ??= new Secret(env().PORTICO_KEY ? decodeKey(env().PORTICO_KEY ?? '', 'PORTICO_KEY') : readKeyFile(keyFile()));
  return loaded;
}

/** The key before this one: while data keys that it wrapped are still there, both can be read. */
export function previousMasterKey(): Secret<Buffer> | undefined {
  const text = env().PORTICO_KEY_PREVIOUS;
  if (text === undefined) return undefined;
  loadedBefore ??= new Secret(decodeKey(text, 'PORTICO_KEY_PREVIOUS'));
  return loadedBefore;
}

export const keyFile = (): string => join(env().PORTICO_DATA, 'key');

/** Makes the key file (mode 0600) if neither it nor PORTICO_KEY is there. Returns whether it made one. */
export function makeKeyFileIfMissing(): boolean {
  if (env().PORTICO_KEY) return false;
  const file = keyFile();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new AppError('misconfigured', `The key file ${file} can't be written.`, {
      cause,
      remedy: `Give this user the right to write in ${dirname(file)}, or choose another folder with PORTICO_DATA.`,
    });
  }
}

function readKeyFile(file: string): Buffer {
  let text: string;
  try {
    const mode = statSync(file).mode & 0o077;
    if (mode !== 0 && process.platform !== 'win32') {
      throw new AppError('misconfigured', `The key file ${file} can be read by other users.`, {
        remedy: `Run: chmod 600 ${file}`,
      });
    }
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('misconfigured', `There is no key: ${file} can't be read.`, {
      cause,
      remedy:
        'Set PORTICO_KEY to 32 bytes in base64 (openssl rand -base64 32), and keep a copy: without it no credential can be read.',
    });
  }
  return decodeKey(text.trim(), file);
}

function decodeKey(text: string, where: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== keyBytes || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    throw new AppError('misconfigured', `The key in ${where} is broken: it must be 32 bytes in base64.`, {
      remedy:
        'Put the key back from your copy. A new key (openssl rand -base64 32) can not read what the old one encrypted.',
    });
  }
  return key;
}

const ivBytes = 12;
const tagBytes = 16;

/** Wraps with a key that this process holds. */
function localProvider(key: Secret<Buffer>): KeyProvider {
  return {
    id: `local:${createHash('sha256').update(key.reveal()).digest('hex').slice(0, 12)}`,
    async wrap(dataKey, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key.reveal(), iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    async unwrap(wrapped, context) {
      const decipher = createDecipheriv('aes-256-gcm', key.reveal(), wrapped.subarray(0, ivBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(wrapped.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([decipher.update(wrapped.subarray(ivBytes + tagBytes)), decipher.final()]);
    },
  };
}

/** What new data keys are wrapped with. */
export const keyProvider = (): KeyProvider => localProvider(masterKey());

/** What wrapped this one: the key of today, or the one before it. */
export function keyProviderOf(wrappedBy: string): KeyProvider {
  const previous = previousMasterKey();
  const known = [keyProvider(), ...(previous ? [localProvider(previous)] : [])];
  const provider = known.find(({ id }) => id === wrappedBy);
  if (provider) return provider;
  throw new AppError('misconfigured', `A data key was wrapped with the key ${wrappedBy}, which is not set here.`, {
    remedy:
      'Start Portico with the key that wrapped it: in PORTICO_KEY or the key file, or in PORTICO_KEY_PREVIOUS while keys are changed.',
  });
}
