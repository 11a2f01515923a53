import { expect, test } from 'vitest';
import type { ConnectorAuth } from '#connectors/kit/index.ts';
import { CallRecorder } from './call-recorder.ts';

const auth: ConnectorAuth = {
  kind: 'oauth2',
  authorizeUrl: '',
  tokenUrl: '',
  scopes: [],
  scopeWords: {},
  refresh: 'none',
};

const answer = (body: string) => ({
  status: 200,
  headers: new Headers({ 'set-cookie': 'session=abc', 'x-note': 'pass word&1' }),
  body: Buffer.from(body),
  url: new URL('https://acme.example'),
  durationMs: 1,
});

test('a secret is nowhere, however it is written', async () => {
  const secret = 'pass word&1';
  const recorder = new CallRecorder([secret, 'no'], auth);
  const send = recorder.wrap(async () => answer(JSON.stringify({ echo: secret, no: 'no' })));
  await send({
    method: 'POST',
    url: `https://acme.example/a/${encodeURIComponent(secret)}?api_key=zzz&q=pass+word%261`,
    headers: {
      authorization: `Basic ${Buffer.from(`me:${secret}`).toString('base64')}`,
      'x-own': Buffer.from(secret).toString('base64'),
      accept: 'application/json',
    },
    body: `p=${new URLSearchParams({ p: secret }).toString().slice(2)}`,
  });
  const shown = JSON.stringify(recorder.calls);
  for (const trace of [
    secret,
    'pass%20word',
    'pass+word',
    Buffer.from(secret).toString('base64'),
    'zzz',
    'session=abc',
  ])
    expect(shown).not.toContain(trace);
  expect(recorder.calls).toMatchObject([
    {
      method: 'POST',
      status: 200,
      requestHeaders: [
        ['authorization', 'Basic ••••'],
        ['x-own', '••••'],
        ['accept', 'application/json'],
      ],
      // What is too short to be a secret is left alone.
      responseBody: '{"echo":"••••","no":"no"}',
    },
  ]);
  expect(recorder.hideIn({ list: [secret], n: 1 })).toEqual({ list: ['••••'], n: 1 });
});

test('a call that fails is shown all the same, and bytes are counted', async () => {
  const recorder = new CallRecorder([], auth);
  const failing = recorder.wrap(async () => {
    throw new Error('gone');
  });
  await expect(failing({ method: 'GET', url: 'https://acme.example/' })).rejects.toThrow('gone');
  const binary = recorder.wrap(async () => answer('a\u0000b'));
  await binary({ method: 'PUT', url: 'https://acme.example/', body: Buffer.from([0, 1, 2]) });
  expect(recorder.calls).toMatchObject([{ status: null }, { requestBody: '(3 bytes)', responseBody: '(3 bytes)' }]);
});
