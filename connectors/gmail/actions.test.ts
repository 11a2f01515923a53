import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Exchange } from '#server/runtime/test-app.ts';
import { api, app, decoded, get, id, mail, profile, refusal, run, sentJson, sentMail } from './test-gmail.ts';

describe('actions', () => {
  const send: Exchange = { request: `POST ${api}/messages/send`, json: { id: 's', threadId: 't' } };
  const about = (headers: Record<string, string>, labelIds = ['INBOX']) =>
    get(
      `/messages/${id}?format=metadata&metadataHeaders=Message-ID&metadataHeaders=References&metadataHeaders=Subject&metadataHeaders=From&metadataHeaders=Reply-To&metadataHeaders=To&metadataHeaders=Cc`,
      {
        id,
        threadId: 't1',
        labelIds,
        payload: { headers: Object.entries(headers).map(([name, value]) => ({ name, value })) },
      },
    );

  it('send', async () => {
    app.play(send);
    await run('sendEmail');
    expect(sentMail().text).toMatch(
      /^To: "Mara" <mara@acme\.example>\r\nSubject: Your order A-1\r\nMIME-Version: 1\.0\r\n/,
    );
    await expect(run('sendEmail', { to: ['a@b.example'], subject: 'x\r\nBcc: e@f.example' })).rejects.toMatchObject({
      details: { field: 'subject' },
    });
  });

  it('answer within the conversation, and to nobody whom a stranger smuggles in', async () => {
    app.play(
      about({
        'Message-Id': '<m2@acme.example>',
        References: '<m1@acme.example>',
        Subject: 'Order\r\nBcc: eve@evil.example',
        From: '"eve@evil.example" <mara@acme.example>',
        To: 'Ada <ADA@acme.example>, bo@acme.example',
        Cc: 'mara@acme.example',
      }),
      profile,
      send,
    );
    await run('reply', { message: id, text: 'Thanks', toAll: true });
    const { text, ...rest } = sentMail(2);
    expect(rest).toEqual({ threadId: 't1' });
    expect(text.split('\r\n').slice(0, 6)).toEqual([
      'To: mara@acme.example',
      'Cc: bo@acme.example',
      'Subject: Re: Order Bcc: eve@evil.example',
      'In-Reply-To: <m2@acme.example>',
      'References: <m1@acme.example>',
      ' <m2@acme.example>',
    ]);
    app.play(about({ Subject: 'x' }));
    await expect(run('reply')).rejects.toMatchObject({ details: { class: 'invalid', field: 'message' } });
  });

  it('draft, and send the draft', async () => {
    app.play(
      { request: `POST ${api}/drafts`, json: { id: 'r1', message: { id: 'm' } } },
      about({ From: 'mara@acme.example', Subject: 'Re: Order' }),
      { request: `POST ${api}/drafts`, json: { id: 'r2' } },
      { request: `POST ${api}/drafts/send`, json: { id: 's' } },
    );
    await run('createDraft');
    await run('createDraft', { answers: id, text: 'Thanks' });
    await run('sendDraft');
    const { message } = z.object({ message: z.object({ raw: z.string(), threadId: z.string() }) }).parse(sentJson(2));
    expect(message.threadId).toBe('t1');
    expect(decoded(message.raw)).toMatch(/^To: mara@acme\.example\r\nSubject: Re: Order\r\n/);
    expect(app.received[3]?.json()).toEqual({ id: 'r-7482915834' });
  });

  it('label, mark, bin', async () => {
    const modified = { request: `POST ${api}/messages/${id}/modify`, json: { id } };
    app.play(modified, modified, modified, { request: `POST ${api}/messages/${id}/trash`, json: { id } });
    await run('addLabels');
    await run('removeLabels');
    await run('markRead');
    await run('trashEmail');
    expect(app.received.slice(0, 3).map((one) => one.json())).toEqual([
      { addLabelIds: ['Label_7'] },
      { removeLabelIds: ['INBOX'] },
      { removeLabelIds: ['UNREAD'] },
    ]);
    app.play(
      { request: `POST ${api}/labels`, ...refusal(409, 'aborted') },
      get('/labels', { labels: [{ id: 'L9', name: 'orders/2026' }] }),
    );
    expect(await run('createLabel')).toEqual({ id: 'L9', name: 'orders/2026' });
  });

  it('search, read, and fetch a file', async () => {
    app.play(
      get('/messages?q=from%3Amara%40acme.example+newer_than%3A7d&maxResults=10', {
        messages: [{ id: 'a' }],
        nextPageToken: 'n',
      }),
      mail('a'),
      get(`/messages/${id}/attachments/ANGjdJ8w1cZ0`, { data: '-_8', size: 2 }),
      mail(id),
      get(
        `/threads/${id}?format=metadata&metadataHeaders=Subject&metadataHeaders=From&metadataHeaders=To&metadataHeaders=Cc&metadataHeaders=Date`,
        { id },
      ),
    );
    expect(await run('searchEmails')).toMatchObject({ emails: [{ id: 'a' }], hasMore: true });
    expect(await run('getAttachment')).toEqual({ base64: '+/8=', size: 2 });
    expect(await run('getEmail')).toMatchObject({ id });
    expect(await run('getThread')).toEqual({ id });
  });
});
