import { createHash, generateKeyPairSync } from 'node:crypto';
import { utils } from 'ssh2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppCallError, sshAuth } from '#connectors/kit/index.ts';
import { obtainCredential } from './auth/obtain-credential.ts';
import { accessBy, failure, now } from './auth/test-access.ts';
import type { CallRecord } from './create-context.ts';
import { createFiles } from './create-files.ts';
import type { Credential } from './credential.ts';
import { openSftp } from './sftp/open-sftp.ts';
import { writeFile } from './sftp/sftp-files.ts';
import { login, testFileServer } from './sftp/test-file-server.ts';

const server = testFileServer();
const { disk, state } = server;
const auth = sshAuth({
  kind: 'ssh',
  fields: z.object({
    host: z.string(),
    port: z.coerce.number(),
    user: z.string(),
    password: z.string().optional(),
    privateKey: z.string().optional(),
    passphrase: z.string().optional(),
    hostKey: z.string().optional(),
  }),
  connect: (fields) => fields,
});
const access = accessBy(auth);
const filledIn = (more: Record<string, unknown> = {}) => ({
  host: '127.0.0.1',
  port: server.port(),
  ...login,
  ...more,
});
const obtain = (more: Record<string, unknown> = {}) => obtainCredential({ access, fields: filledIn(more), now });
const fingerprint = () => {
  const key = utils.parseKey(state.hostKey);
  if (key instanceof Error) throw key;
  return createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '');
};

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((files) => files.close()));
  await vi.waitFor(() => expect(server.connections.size).toBe(0));
});

function filesOf(
  fields: Record<string, unknown> = filledIn(),
  more: { signal?: AbortSignal; newer?: Credential } = {},
) {
  const calls: CallRecord[] = [];
  const learnt: string[] = [];
  const files = createFiles({
    access,
    source: {
      get: async () => ({ kind: 'fields', fields }),
      refused: async () => {
        if (more.newer !== undefined) return more.newer;
        throw new AppCallError('There is no other.', { class: 'auth', code: 'refused' });
      },
    },
    signal: more.signal ?? AbortSignal.timeout(20_000),
    onCall: (call) => calls.push(call),
    onHostKey: (key) => learnt.push(key),
  });
  opened.push(files);
  return Object.assign(files, { calls, learnt });
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** One in some hundred of the keys that the library makes is not one that it can read. */
function newKey(lock: { passphrase?: string; cipher?: string; rounds?: number }) {
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519', lock as never);
    if (!(utils.parseKey(pair.private, lock.passphrase) instanceof Error)) return pair;
  }
}

describe('connecting by SSH', () => {
  const ed25519 = newKey({});
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const locked = newKey({ passphrase: 'open', cipher: 'aes256-ctr', rounds: 1 });

  it('learns the server’s key, and keeps it among the fields', async () => {
    expect(await obtain()).toEqual({ kind: 'fields', fields: { ...filledIn(), hostKey: fingerprint() } });
  });

  it('takes the key that the customer was given, as ssh-keygen prints it or bare, and no other', async () => {
    for (const hostKey of [`SHA256:${fingerprint()}`, `${fingerprint()}=`]) {
      expect((await obtain({ hostKey })).fields.hostKey).toBe(fingerprint());
    }
    server.tried.splice(0);
    expect(await failure(obtain({ hostKey: `SHA256:${'A'.repeat(43)}` }))).toMatchObject({
      class: 'auth',
      code: 'host_key',
      field: 'hostKey',
    });
    // Not even a name was sent.
    expect(server.tried).toEqual([]);
  });

  it.each([
    ['a wrong password', { password: 'other' }, { class: 'auth', field: 'password', code: 'login_refused' }],
    [
      'a key that the server does not know',
      { password: '', privateKey: ed25519.private },
      { class: 'auth', field: 'privateKey' },
    ],
    ['a key that is none', { privateKey: 'ssh-rsa AAAA' }, { class: 'invalid', field: 'privateKey' }],
    [
      'a key that is cut off',
      { privateKey: ed25519.private.slice(0, 90) },
      { class: 'invalid', field: 'privateKey', message: expect.stringContaining('cut off') },
    ],
    [
      'a locked key without its passphrase',
      { privateKey: locked.private },
      { class: 'invalid', field: 'passphrase', message: expect.stringContaining('is missing') },
    ],
    [
      'a locked key with another one',
      { privateKey: locked.private, passphrase: 'x' },
      { class: 'invalid', field: 'passphrase', message: expect.stringContaining('does not open') },
    ],
    ['a port that nobody listens on', { port: 1 }, { class: 'network' }],
    ['a host that there is not', { host: 'files.invalid' }, { class: 'network', code: 'name_not_found' }],
  ])('says so where there is %s', async (_name, fields, expected) => {
    expect(await failure(obtain(fields))).toMatchObject(expected);
  });

  it('logs in with a key: OpenSSH’s own form, PEM in one line, and one behind a passphrase', async () => {
    const pem = String(rsa.export({ type: 'pkcs1', format: 'pem' }));
    state.keys = [ed25519.private, pem].map((text) => {
      const key = utils.parseKey(text);
      if (key instanceof Error) throw key;
      return key.getPublicSSH();
    });
    const unlocked = utils.parseKey(locked.private, 'open');
    if (!(unlocked instanceof Error)) state.keys.push(unlocked.getPublicSSH());
    for (const privateKey of [ed25519.private, ed25519.private.replaceAll('\n', ' '), pem.replaceAll('\n', '\\n')])
      expect((await obtain({ password: '', privateKey })).fields.hostKey).toBe(fingerprint());
    expect((await obtain({ password: '', privateKey: locked.private, passphrase: 'open' })).kind).toBe('fields');
  });

  it('answers a server that asks for the password as for anything else', async () => {
    state.asks = 'keyboard-interactive';
    expect((await obtain()).kind).toBe('fields');
    expect(await failure(obtain({ password: 'other' }))).toMatchObject({ class: 'auth', field: 'password' });
    state.asks = 'password';
  });
});

describe('the files of a connection', () => {
  it('are listed, without links and without names that lead elsewhere', async () => {
    for (const path of ['/in/b.csv', '/in/a.csv', '/in/x.lnk', '/out/c.csv']) disk.files.set(path, Buffer.from('abc'));
    disk.oddNames = ['../../etc/passwd', '/etc/passwd', '..', ''];
    const files = filesOf();
    const entry = { isFolder: false, size: 3, modifiedAt: '2023-11-14T22:13:20.000Z' };
    expect(await files.list('/in/')).toEqual([
      { path: '/in/a.csv', ...entry },
      { path: '/in/b.csv', ...entry },
    ]);
    expect(files.calls).toEqual([
      {
        method: 'SFTP',
        host: `127.0.0.1:${server.port()}`,
        path: '/in/',
        status: null,
        durationMs: expect.any(Number),
        bytesIn: 0,
        retries: 0,
      },
    ]);
    expect(files.learnt).toEqual([fingerprint()]);
  });

  it('are read piece by piece, to their last byte', async () => {
    const content = Buffer.alloc(700_001, 'abcdefg');
    disk.files
      .set('/in/big.csv', content)
      .set('/in/empty', Buffer.alloc(0))
      .set('/home/ada/own.csv', Buffer.from('own'));
    const files = filesOf();
    expect((await whole(files.read('/in/big.csv'))).equals(content)).toBe(true);
    expect(await whole(files.read('/in/empty'))).toHaveLength(0);
    expect(String(await whole(files.read('own.csv')))).toBe('own');
    expect(files.calls.map(({ bytesIn }) => bytesIn)).toEqual([700_001, 0, 3]);
    for await (const _ of files.read('/in/big.csv')) break;
    expect(files.calls).toHaveLength(4);
  });

  it('are written beside and then moved, whole or not at all', async () => {
    const files = filesOf();
    const pieces = (async function* () {
      yield Buffer.from('one,');
      yield Buffer.alloc(100_000, 'x');
    })();
    await files.write('/out/new.csv', pieces);
    expect(disk.files.get('/out/new.csv')).toHaveLength(100_004);
    await files.write('/out/new.csv', Buffer.from('second'));
    expect([...disk.files]).toEqual([['/out/new.csv', Buffer.from('second')]]);
    const broken = (async function* () {
      yield Buffer.from('half');
      throw new Error('The source broke.');
    })();
    await expect(files.write('/out/new.csv', broken)).rejects.toThrow('The source broke.');
    disk.failsAt = 'write';
    expect(await failure(files.write('/out/new.csv', Buffer.from('third')))).toMatchObject({
      class: 'invalid',
      appMessage: 'No space left on device',
    });
    disk.failsAt = 'rename';
    expect(await failure(files.write('/out/new.csv', Buffer.from('third')))).toMatchObject({ class: 'invalid' });
    expect([...disk.files]).toEqual([['/out/new.csv', Buffer.from('second')]]);
  });

  it('are replaced in one step where the server can do that', async () => {
    const session = await openSftp(filledIn(), { signal: AbortSignal.timeout(5_000) });
    disk.files.set('/out/a', Buffer.from('old'));
    await session.call<void>('', (sftp, done) => {
      // The test's server can do it, and has no way to say so.
      Reflect.set(sftp, '_extensions', { 'posix-rename@openssh.com': '1' });
      done(undefined);
    });
    await writeFile(session, '/out/a', Buffer.from('new'));
    expect([...disk.files]).toEqual([['/out/a', Buffer.from('new')]]);
    expect(disk.log.at(-1)).toMatch(/^MOVE \/out\/\.a\.\w+\.part \/out\/a$/);
    disk.failsAt = 'rename';
    expect(await failure(writeFile(session, '/out/a', Buffer.from('newer')))).toMatchObject({ class: 'invalid' });
    session.destroy();
    expect([...disk.files]).toEqual([['/out/a', Buffer.from('new')]]);
    expect(disk.log.filter((line) => line.startsWith('RENAME'))).toEqual([]);
  });

  it('are renamed and deleted, and never written over by that', async () => {
    disk.files.set('/in/a', Buffer.from('a')).set('/in/b', Buffer.from('b'));
    const files = filesOf();
    await files.rename('/in/a', '/out/a');
    expect(await failure(files.rename('/out/a', '/in/b'))).toMatchObject({ class: 'conflict', code: 'exists' });
    await files.delete('/in/b');
    expect([...disk.files.keys()]).toEqual(['/out/a']);
    const gone = [
      () => files.delete('/in/b'),
      () => files.rename('/in/b', '/in/c'),
      () => files.list('/none'),
      () => whole(files.read('/in/b')),
    ];
    for (const ask of gone) expect(await failure(ask())).toMatchObject({ class: 'not_found' });
    expect(await failure(whole(files.read('/in/locked')))).toMatchObject({
      class: 'permission',
      appMessage: 'Permission denied',
    });
  });

  it.each(['/../etc/passwd', '../bob/x', '/in/../../x', '/in/\0'])('are never looked for at %j', async (path) => {
    const files = filesOf();
    expect(await failure(whole(files.read(path)))).toMatchObject({ class: 'invalid', code: 'path', field: 'path' });
    expect(await failure(files.rename('/in/a', path))).toMatchObject({ class: 'invalid', code: 'path' });
    expect(disk.log).toEqual([]);
  });

  it('may be named by a way that stays inside', async () => {
    disk.files.set('/out/a', Buffer.from('a'));
    expect(String(await whole(filesOf().read('/in/.././out//a')))).toBe('a');
  });
});

describe('a connection to a file server', () => {
  it('is one for all that is asked, and is closed with its run', async () => {
    disk.files.set('/in/a', Buffer.from('a'));
    const files = filesOf();
    await Promise.all([files.list('/in'), files.list('/out'), whole(files.read('/in/a'))]);
    expect(server.connections.size).toBe(1);
    await files.close();
    await vi.waitFor(() => expect(server.connections.size).toBe(0));
    expect(await failure(files.list('/in'))).toMatchObject({ class: 'internal', code: 'closed' });
  });

  it('is opened again after it broke', async () => {
    const files = filesOf();
    await files.list('/in');
    for (const connection of server.connections) connection.end();
    await vi.waitFor(() => expect(server.connections.size).toBe(0));
    expect(await files.list('/in')).toEqual([]);
  });

  it('ends at an abort, in the middle of a file', async () => {
    disk.files.set('/in/a', Buffer.alloc(600_000));
    const stop = new AbortController();
    const files = filesOf(filledIn(), { signal: stop.signal });
    const reading = (async () => {
      for await (const _ of files.read('/in/a')) stop.abort(new Error('The run was stopped.'));
    })();
    await expect(reading).rejects.toThrow('The run was stopped.');
    await expect(files.list('/in')).rejects.toThrow('The run was stopped.');
  });

  it('is given up when nothing comes for 30 seconds', async () => {
    const files = filesOf();
    await files.list('/in');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    disk.isSilent = true;
    const asked = failure(files.list('/in'));
    await vi.waitFor(() => expect(disk.log).toHaveLength(2), { timeout: 5_000, interval: 1 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await asked).toMatchObject({ class: 'timeout', message: '127.0.0.1 did not answer within 30 s.' });
  });

  it('asks for a newer credential where the log-in is refused, and tells the server’s words where there is none', async () => {
    const old = filledIn({ password: 'old' });
    expect(await failure(filesOf(old).list('/in'))).toMatchObject({ class: 'auth', code: 'login_refused' });
    expect(await filesOf(old, { newer: { kind: 'fields', fields: filledIn() } }).list('/in')).toEqual([]);
  });

  it('is refused to a server whose key has changed, before anything is sent', async () => {
    const { fields } = await obtain();
    await server.changeHostKey();
    server.tried.splice(0);
    expect(await failure(filesOf(fields).list('/in'))).toMatchObject({
      class: 'auth',
      code: 'host_key',
      message: expect.stringContaining(fingerprint()),
    });
    expect(server.tried).toEqual([]);
    expect((await obtain()).fields.hostKey).toBe(fingerprint());
  });

  it('is not made for a connector without one', async () => {
    const files = createFiles({
      access: accessBy({ kind: 'none' }),
      source: { get: async () => ({ kind: 'none' }), refused: async () => ({ kind: 'none' }) },
      signal: AbortSignal.timeout(1_000),
      onCall: () => undefined,
    });
    expect(await failure(files.list('/'))).toMatchObject({ class: 'internal', code: 'no_files' });
    await files.close();
  });
});
