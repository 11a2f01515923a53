import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountId, app, at, context, envelope, hooks, refusal, sent, triggers } from './test-docusign.ts';

const told = {
  event: 'recipient-completed',
  apiVersion: 'v2.1',
  uri: `/restapi/v2.1/accounts/${accountId}/envelopes/${envelope}`,
  retryCount: 0,
  configurationId: 10_223_344,
  generatedDateTime: '2026-11-21T08:59:59.1234567Z',
  data: { accountId, userId: 'u1', envelopeId: envelope, recipientId: '1', envelopeSummary: { status: 'delivered' } },
};
const signature = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64');
const request = (text: string, signatures: string[] = []) => ({
  method: 'POST',
  url: new URL('https://p.example/h'),
  headers: new Headers(signatures.map((one, index) => [`X-DocuSign-Signature-${index + 1}`, one])),
  body: Buffer.from(text),
});

describe('signatures', () => {
  const text = JSON.stringify(told);
  const verify = (signatures: string[], secret: string, body = text) =>
    typeof hooks?.verify === 'function' ? hooks.verify(request(body, signatures), { secret }, new Date()) : undefined;
  const bad = { ok: false, because: 'bad_signature' };

  it('are right by any key of the account', () => {
    expect(verify([signature('k1', text)], 'k1')).toEqual({ ok: true });
    expect(verify([signature('k0', text), signature('k1', text)], 'k1')).toEqual({ ok: true });
    expect(verify([signature('k2', text)], 'k1 k2')).toEqual({ ok: true });
  });

  it('are wrong by another key, over other bytes, or where there is none', () => {
    expect(verify([signature('k0', text)], 'k1')).toEqual(bad);
    expect(verify([signature('k1', text)], 'k1', `${text} `)).toEqual(bad);
    expect(verify([''], 'k1')).toEqual(bad);
    expect(verify([], 'k1')).toEqual({ ok: false, because: 'missing_header' });
    expect(verify([signature('', text)], ' ')).toEqual({ ok: false, because: 'missing_header' });
  });
});

describe('events', () => {
  const read = (body: unknown) => hooks?.events(request(JSON.stringify(body)));

  it('name account, envelope and what happened; a second delivery is the same', () => {
    const [event] = read(told) ?? [];
    expect(event).toMatchObject({
      id: `10223344/recipient-completed/${envelope}/1/2026-11-21T08:59:59.1234567Z`,
      type: 'recipient-completed',
      account: accountId,
      object: 'envelope',
      key: envelope,
    });
    expect(read({ ...told, retryCount: 3 })?.[0]?.id).toBe(event?.id);
    const trigger = triggers.recipientCompleted;
    expect(trigger?.output.safeParse(event?.data).success).toBe(true);
    expect(trigger?.via === 'hook' && trigger.events).toEqual(['recipient-completed']);
  });

  it('may be of a template', () => {
    const { envelopeId: _, recipientId: __, ...data } = told.data;
    const event = { ...told, event: 'template-modified', data: { ...data, templateId: 't1' } };
    expect(read(event)).toMatchObject([{ object: 'template', key: 't1' }]);
  });

  it('are no XML, and no list', () => {
    expect(() => hooks?.events(request('<DocuSignEnvelopeInformation/>'))).toThrow('must send JSON');
    expect(() => read([told])).toThrow('must send JSON');
  });
});

describe('the configuration', () => {
  it('is made in the customer’s account, signed with our keys', async () => {
    app.play({ request: at('POST', '/connect'), status: 201, json: { connectId: '77' } });
    const events = ['envelope-completed'];
    const url = 'https://p.example/h';
    expect(await hooks?.subscribe?.(context(), { url, secret: 's', events })).toEqual({ id: '77' });
    expect(sent(0)).toMatchObject({
      configurationType: 'custom',
      urlToPublishTo: url,
      events,
      deliveryMode: 'SIM',
      eventData: { version: 'restv2.1' },
      includeHMAC: 'true',
      integratorManaged: 'true',
    });
  });

  it('is taken away, also where it is gone', async () => {
    app.play(
      { request: at('DELETE', '/connect/77'), json: {} },
      { request: at('DELETE', '/connect/77'), ...refusal(404, 'CONNECT_CONFIGURATION_DOES_NOT_EXIST') },
      { request: at('DELETE', '/connect/77'), ...refusal(400, 'USER_LACKS_PERMISSIONS') },
    );
    await hooks?.unsubscribe?.(context(), { id: '77' });
    await hooks?.unsubscribe?.(context(), { id: '77' });
    await expect(hooks?.unsubscribe?.(context(), { id: '77' })).rejects.toMatchObject({
      details: { class: 'permission' },
    });
  });
});
