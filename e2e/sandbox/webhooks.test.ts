import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { api, app, connect, control } from './test-visitor.ts';

let sandbox: Sandbox;
let receiver: Server;
let accessToken: string;
let url: string;
let received: { headers: IncomingHttpHeaders; body: string }[] = [];
let answers: number[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], contacts: 10, webhookRetryMs: 5 });
  receiver = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    received.push({ headers: req.headers, body });
    res.writeHead(answers.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
});
beforeEach(async () => {
  received = [];
  answers = [];
  await control(sandbox, 'reset');
  accessToken = (await connect(sandbox)).access_token;
});
afterAll(async () => {
  await sandbox.close();
  receiver.closeAllConnections();
  receiver.close();
});

async function subscribe(events: string[]): Promise<{ id: string; secret: string }> {
  const answer = await api(sandbox, accessToken, 'webhooks', { method: 'POST', body: JSON.stringify({ url, events }) });
  expect(answer.status).toBe(201);
  return answer.json();
}

test('a change is delivered, signed with the secret that was shown once', async () => {
  const { id, secret } = await subscribe(['contact.updated', 'contact.deleted']);
  await control(sandbox, 'contacts/ct_00003', { fields: { title: 'Harbour master' } });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const { headers, body } = received[0] ?? { headers: {}, body: '' };
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-tidewater-signature'])) ?? [];
  expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${body}`).digest('hex'));
  expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(5);
  expect(JSON.parse(body)).toMatchObject({
    id: headers['x-tidewater-event-id'],
    type: 'contact.updated',
    account_id: 'tw_1001',
    data: { id: 'ct_00003', title: 'Harbour master' },
  });
  const listed = await (await api(sandbox, accessToken, 'webhooks')).json();
  expect(listed.data).toEqual([expect.not.objectContaining({ secret: expect.anything() })]);
  expect((await api(sandbox, accessToken, `webhooks/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await (await api(sandbox, accessToken, 'webhooks')).json()).data).toEqual([]);
});

test('a failed delivery is repeated three times with the same event id', async () => {
  await subscribe(['contact.created']);
  answers = [500, 503, 302, 500];
  await control(sandbox, 'contacts', { create: 1, update: 1 });
  await vi.waitFor(() =>
    expect(sandbox.state().webhookDeliveries).toMatchObject([{ state: 'given-up', attempts: 4, status: 500 }]),
  );
  expect(new Set(received.map(({ headers }) => headers['x-tidewater-event-id'])).size).toBe(1);
  answers = [500];
  await control(sandbox, 'contacts', { create: 1 });
  await vi.waitFor(() =>
    expect(sandbox.state().webhookDeliveries[0]).toMatchObject({ state: 'delivered', attempts: 2 }),
  );
});

test('a disconnected app hears nothing', async () => {
  await subscribe(['contact.created']);
  await control(sandbox, 'revoke');
  await control(sandbox, 'contacts', { create: 1 });
  expect(sandbox.state().webhookDeliveries).toEqual([]);
});

test('a webhook needs an address and known events', async () => {
  for (const [body, field] of [
    [{ url: 'ftp://x', events: ['contact.created'] }, 'url'],
    [{ url, events: ['contact.exploded'] }, 'events'],
  ] as const) {
    const answer = await api(sandbox, accessToken, 'webhooks', { method: 'POST', body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ error: { code: 'validation_failed', field } });
  }
});
