import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { guild, now, testDiscord } from './test-discord.ts';

const { hooks } = await testDiscord();

describe('hooks', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secret = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  const hook = (body: unknown, time = String(now / 1000)) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const signature = sign(null, Buffer.concat([Buffer.from(time), bytes]), privateKey).toString('hex');
    const headers = new Headers({ 'x-signature-ed25519': signature, 'x-signature-timestamp': time });
    return { method: 'POST', url: new URL('https://p.example'), headers, body: bytes };
  };
  const verify = (request: ReturnType<typeof hook>) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request, { secret }, new Date(now)) : undefined;
  const command = {
    id: '1',
    application_id: '5',
    type: 2,
    token: 't',
    guild_id: guild,
    data: { name: 'order' },
    version: 1,
  };
  const answer = (body: unknown) => (typeof hooks?.answer === 'function' ? hooks.answer(hook(body)) : undefined);

  it('are believed by the public key', () => {
    expect(verify(hook(command))).toEqual({ ok: true });
    expect(verify({ ...hook(command), body: new Uint8Array([1]) })).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify(hook(command, String(now / 1000 - 3600)))).toEqual({ ok: false, because: 'too_old' });
    expect(verify({ ...hook(command), headers: new Headers() })).toEqual({ ok: false, because: 'missing_header' });
  });

  it('answer both kinds of question for the address', () => {
    expect(hooks?.challenge?.(hook({ ...command, type: 1 }), { secret })?.body).toBe('{"type":1}');
    expect(hooks?.challenge?.(hook({ version: 1, application_id: '5', type: 0 }), { secret })?.status).toBe(204);
    expect(hooks?.challenge?.(hook(command), { secret })).toBeUndefined();
  });

  it('are answered by what came', () => {
    expect(answer(command)).toMatchObject({ status: 200, body: '{"type":5,"data":{"flags":64}}' });
    expect(answer({ ...command, type: 3 })).toMatchObject({ body: '{"type":6}' });
    expect(answer({ version: 1, type: 1, event: { type: 'APPLICATION_AUTHORIZED' } })).toEqual({
      status: 204,
      body: '',
    });
  });

  it('name the server', () => {
    expect(hooks?.events(hook(command))).toMatchObject([{ id: '1', type: 'command', account: guild }]);
    const event = { type: 'APPLICATION_AUTHORIZED', timestamp: '2026-11-21T08:00:00Z', data: { guild: { id: guild } } };
    expect(hooks?.events(hook({ version: 1, type: 1, event }))).toMatchObject([
      { id: '', type: 'APPLICATION_AUTHORIZED', account: guild, at: '2026-11-21T08:00:00Z' },
    ]);
  });
});
