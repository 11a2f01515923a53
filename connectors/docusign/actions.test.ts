import { describe, expect, it } from 'vitest';
import { actions, app, at, envelope, run, sent } from './test-docusign.ts';

const path = `/envelopes/${envelope}`;
const made = { envelopeId: envelope, status: 'sent', uri: '/envelopes/x' };
const mara = { name: 'Mara Lindqvist', email: 'mara@acme.example' };
/** A good status, and a refusal inside. */
const errorDetails = { errorCode: 'INVALID_EMAIL_ADDRESS_FOR_RECIPIENT', message: 'The email address is wrong.' };
const refused = { details: { class: 'invalid', code: errorDetails.errorCode, appMessage: errorDetails.message } };

describe('sending', () => {
  it('takes a template, with what is filled in', async () => {
    app.play({ request: at('POST', '/envelopes'), status: 201, json: made });
    expect(await run('sendFromTemplate')).toEqual(made);
    expect(sent(0)).toEqual({
      templateId: '6a3b5c1e-3f0a-4b8e-9d55-2f1f5a7c9b10',
      templateRoles: [{ roleName: 'Customer', ...mara, tabs: { textTabs: [{ tabLabel: 'order', value: '42' }] } }],
      emailSubject: 'Please sign: order 42',
      customFields: { textCustomFields: [{ name: 'Order', value: '42', show: 'true' }] },
      status: 'sent',
    });
  });

  it('takes a document, and leaves a draft', async () => {
    app.play({ request: at('POST', '/envelopes'), status: 201, json: made });
    await run('sendDocument', {
      name: 'Order 42',
      base64: 'AAAA',
      signers: [mara, mara],
      subject: 'Sign',
      asDraft: true,
    });
    expect(sent(0)).toEqual({
      emailSubject: 'Sign',
      documents: [{ documentId: '1', name: 'Order 42', fileExtension: 'pdf', documentBase64: 'AAAA' }],
      recipients: {
        signers: [
          { ...mara, recipientId: '1', routingOrder: '1' },
          { ...mara, recipientId: '2', routingOrder: '2' },
        ],
      },
      status: 'created',
    });
    app.play({ request: at('POST', '/envelopes'), status: 201, json: made });
    await run('sendDocument');
    expect(sent(1)).toMatchObject({
      recipients: { signers: [{ tabs: { signHereTabs: [{ anchorString: '/sig1/', documentId: '1' }] } }] },
    });
    const large = { name: 'x', base64: 'AAAA'.repeat(5_242_881), signers: [mara], subject: 'Sign' };
    await expect(run('sendDocument', large)).rejects.toMatchObject({
      details: { class: 'too_large', field: 'base64' },
    });
  });

  it('is never repeated by itself', async () => {
    app.play({ request: at('POST', '/envelopes'), status: 503, text: 'Try later' });
    await expect(run('sendFromTemplate')).rejects.toMatchObject({ details: { class: 'app_down' } });
    expect(app.received).toHaveLength(1);
  });

  it.each([
    ['sendDraft', '', { status: 'sent' }],
    ['voidEnvelope', '', { status: 'voided', voidedReason: 'The order has changed.' }],
    ['resendEnvelope', '?resend_envelope=true', {}],
  ])('%s', async (name, query, json) => {
    app.play({ request: `${at('PUT', path)}${query}`, json: { envelopeId: envelope } });
    expect(await run(name)).toEqual({ envelopeId: envelope });
    expect(sent(0)).toEqual(json);
    app.play({ request: `${at('PUT', path)}${query}`, json: { envelopeId: envelope, errorDetails } });
    await expect(run(name)).rejects.toMatchObject(refused);
  });

  it('sets reminders, and leaves what is not said', async () => {
    app.play(
      { request: at('PUT', `${path}/notification`), json: { reminders: {} } },
      { request: at('PUT', `${path}/notification`), json: {} },
    );
    await run('setReminders');
    await run('setReminders', { envelope: `https://app.docusign.com/documents/details/${envelope}`, expireAfter: 9 });
    expect(sent(0)).toEqual({
      useAccountDefaults: 'false',
      reminders: { reminderEnabled: 'true', reminderDelay: '3', reminderFrequency: '2' },
      expirations: { expireEnabled: 'true', expireAfter: '30', expireWarn: '3' },
    });
    expect(sent(1)).toEqual({
      useAccountDefaults: 'false',
      expirations: { expireEnabled: 'true', expireAfter: '9' },
    });
  });
});

describe('recipients', () => {
  it('are listed, added, corrected and removed', async () => {
    const recipients = `${path}/recipients`;
    const writes = { resend_envelope: 'true' };
    app.play(
      { request: at('GET', recipients), json: { signers: [{ recipientId: '1' }] } },
      { request: at('POST', recipients, writes), json: { signers: [{ recipientId: '2' }] } },
      {
        request: at('PUT', recipients, writes),
        json: { recipientUpdateResults: [{ recipientId: '1', errorDetails: { errorCode: 'SUCCESS', message: '' } }] },
      },
      { request: at('DELETE', recipients), json: { signers: [{ recipientId: '2' }] } },
    );
    expect(await run('getRecipients')).toEqual({ signers: [{ recipientId: '1' }] });
    await run('addRecipient');
    expect(await run('correctRecipient')).toEqual({ envelopeId: envelope, recipientId: '1' });
    await run('removeRecipient');
    expect([1, 2, 3].map(sent)).toEqual([
      { signers: [{ name: 'Bo Larsen', email: 'bo@acme.example', recipientId: '2', routingOrder: '2' }] },
      { signers: [{ recipientId: '1', email: 'mara.lindqvist@acme.example' }] },
      { signers: [{ recipientId: '2' }] },
    ]);
  });

  it('are refused under a good status', async () => {
    const recipients = `${path}/recipients`;
    const writes = { resend_envelope: 'true' };
    app.play(
      { request: at('POST', recipients, writes), json: { signers: [{ recipientId: '2', errorDetails }] } },
      { request: at('PUT', recipients, writes), json: { recipientUpdateResults: [{ errorDetails }] } },
      { request: at('DELETE', recipients), json: { signers: [{ errorDetails }] } },
    );
    for (const name of ['addRecipient', 'correctRecipient', 'removeRecipient'])
      await expect(run(name)).rejects.toMatchObject(refused);
  });

  it('sign in a page of ours', async () => {
    app.play({ request: at('POST', `${path}/views/recipient`), status: 201, json: { url: 'https://x.example/s' } });
    expect(await run('getSigningLink')).toEqual({ url: 'https://x.example/s' });
    expect(sent(0)).toEqual({
      clientUserId: 'customer-42',
      userName: mara.name,
      email: mara.email,
      returnUrl: 'https://app.acme.example/signed',
      authenticationMethod: 'none',
    });
  });
});

describe('reading', () => {
  it('gets and finds envelopes', async () => {
    const customFields = { textCustomFields: [{ name: 'Order', value: '42' }] };
    const include = 'recipients,custom_fields';
    app.play(
      { request: at('GET', path, { include }), json: { envelopeId: envelope, customFields } },
      {
        request: at('GET', '/envelopes', {
          from_date: '2000-01-01T00:00:00Z',
          search_text: 'order 42',
          status: 'sent',
          include,
          order_by: 'last_modified',
          order: 'desc',
          count: '50',
        }),
        json: { totalSetSize: '0' },
      },
    );
    expect(await run('getEnvelope')).toMatchObject({ customFieldValues: { Order: '42' } });
    expect(await run('findEnvelopes')).toEqual({ envelopes: [], total: 0 });
  });

  it('lists and downloads documents', async () => {
    const pdf = { headers: { 'content-type': 'application/pdf' }, text: '%PDF' };
    app.play(
      { request: at('GET', `${path}/documents`), json: { envelopeDocuments: [{ documentId: '1', name: 'Order' }] } },
      { request: at('GET', `${path}/documents/combined`, { certificate: 'false' }), ...pdf },
      { request: at('GET', `${path}/documents/2`), ...pdf },
    );
    expect(await run('listDocuments')).toMatchObject({ envelopeDocuments: [{ name: 'Order' }] });
    const file = { contentType: 'application/pdf', size: 4, base64: 'JVBERg==' };
    expect(await run('downloadDocuments')).toEqual(file);
    expect(await run('downloadDocuments', { envelope, document: '2' })).toEqual(file);
    expect(actions.downloadDocuments?.input.safeParse({ envelope, document: '../1' }).success).toBe(false);
  });

  it('tells what happened, and what was filled in', async () => {
    const eventFields = [{ name: 'Action', value: 'Signed' }, { name: 'logTime' }];
    app.play(
      { request: at('GET', `${path}/audit_events`), json: { auditEvents: [{ eventFields }] } },
      { request: at('GET', `${path}/form_data`), json: { formData: [{ name: 'order', value: '42' }] } },
    );
    expect(await run('getAuditTrail')).toEqual({ events: [{ Action: 'Signed', logTime: '' }] });
    expect(await run('getFormData')).toEqual({ formData: [{ name: 'order', value: '42' }] });
  });
});
