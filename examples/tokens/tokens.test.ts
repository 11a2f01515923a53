import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { createEmbedKey } from '#server/embed-keys/create-embed-key.ts';
import { type TokenLanguage, tokenLanguages } from '#server/playground/token-examples.ts';

testDatabase();
let embedding: Embedding;
let variables: Record<string, string>;

beforeAll(async () => {
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { environmentId } = embedding;
  const key = await withTenant({ environmentId }, (tx) =>
    createEmbedKey(tx, { name: 'RSA', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }),
  );
  variables = {
    PORTICO_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    PORTICO_KEY_ID: key.kid,
    PORTICO_ENVIRONMENT: environmentId,
  };
});

/** How each is run, and what shows that this machine can. */
const runs: Record<string, { command: string; before?: string[]; needs: string[] }> = {
  node: { command: process.execPath, needs: ['--version'] },
  python: { command: 'python3', needs: ['-c', 'import cryptography'] },
  ruby: { command: 'ruby', needs: ['-ropenssl', '-e', ''] },
  php: { command: 'php', needs: ['-r', 'openssl_get_cipher_methods();'] },
  go: { command: 'go', before: ['run'], needs: ['version'] },
  java: { command: 'java', needs: ['-version'] },
  csharp: { command: 'dotnet', before: ['run'], needs: ['--version'] },
};

/** Why a language can't be run here; undefined where it can. */
function whyNot({ id, name }: TokenLanguage): string | undefined {
  const run = runs[id];
  if (!run) return `nobody said how ${name} is run`;
  const { error, status, stderr } = spawnSync(run.command, run.needs, { encoding: 'utf8' });
  if (error) return `there is no ${run.command} on this machine`;
  return status === 0 ? undefined : `${run.command} ${run.needs.join(' ')}: ${stderr.trim().split('\n').at(-1)}`;
}

describe.each(tokenLanguages.map((language) => [language.name, language] as const))('%s', (name, language) => {
  const missing = whyNot(language);
  if (missing) process.stdout.write(`  Not run: the token in ${name}, because ${missing}.\n`);
  test.runIf(missing === undefined)('signs a token that opens a session, once', async () => {
    const { command, before = [] } = runs[language.id] ?? { command: '' };
    const token = execFileSync(command, [...before, join(import.meta.dirname, language.file)], {
      encoding: 'utf8',
      env: { ...process.env, ...variables },
    });
    const opened = await embedding.call(null, 'POST', '/session', { token });
    expect(opened.body).toMatchObject({
      customer: { name: 'Globex' },
      endUser: { name: 'Gwen', role: 'admin' },
    });
    expect((await embedding.call(null, 'POST', '/session', { token })).status).toBe(401);
  });
});
