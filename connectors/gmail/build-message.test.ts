import { describe, expect, it } from 'vitest';
import { addressesIn, mailbox } from './address.ts';
import { buildMessage, messageIds } from './build-message.ts';
import { headerText } from './header-text.ts';

const mail = { to: ['ada@acme.example'], subject: 'Hello', text: 'Hi' };

describe('a message', () => {
  it('is plain where it can be', () => {
    expect(buildMessage(mail)).toBe(
      [
        'To: ada@acme.example',
        'Subject: Hello',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=UTF-8',
        'Content-Transfer-Encoding: base64',
        '',
        'SGk=',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['subject', { subject: 'Hi\r\nBcc: eve@evil.example' }],
    ['subject', { subject: 'Hi\nBcc: eve@evil.example' }],
    ['subject', { subject: 'Hi\u0000' }],
    ['to', { to: ['ada@acme.example\r\nBcc: eve@evil.example'] }],
    ['to', { to: ['Ada\r\nBcc: eve@evil.example <ada@acme.example>'] }],
    ['to', { to: ['ada@acme.example, eve@evil.example'] }],
    ['cc', { cc: ['nobody'] }],
    ['from', { from: 'a@b.example>\r\nX: y' }],
    ['replyTo', { replyTo: '"x" <a@b.example> <c@d.example>' }],
    ['attachments', { attachments: [{ filename: 'a\r\nX: y', type: 'text/plain', base64: '' }] }],
    ['attachments', { attachments: [{ filename: 'a', type: 'text/plain\r\nX: y', base64: '' }] }],
  ])('takes no header from a value: %s', (field, wrong) => {
    expect(() => buildMessage({ ...mail, ...wrong })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ class: 'invalid', field }) }),
    );
  });

  it('keeps ids of strangers to what ids are', () => {
    const built = buildMessage({
      ...mail,
      inReplyTo: '<a@x>\r\nBcc: eve@evil.example',
      references: ['<r1@x> junk\r\nX: y <r2@x>'],
    });
    expect(built).toContain('\r\nIn-Reply-To: <a@x>\r\nReferences: <r1@x>\r\n <r2@x>\r\nMIME-Version');
    expect(built).not.toMatch(/evil|X: y/);
    expect(messageIds('none')).toEqual([]);
  });

  it('holds text, HTML and files in parts', () => {
    const built = buildMessage({
      ...mail,
      html: '<p>Hi</p>',
      attachments: [{ filename: 'Rechnung “Nº 1”.pdf', type: 'application/pdf', base64: 'JVBERg==' }],
    });
    expect(built).toMatch(/Content-Type: multipart\/mixed; boundary="(portico-[\w-]+)"\r\n\r\n--\1\r\n/);
    expect(built).toContain('Content-Type: multipart/alternative; boundary="');
    expect(built).toContain("filename*=UTF-8''Rechnung%20%E2%80%9CN%C2%BA%201%E2%80%9D.pdf\r\n");
    const body = buildMessage({ ...mail, text: '.\r\n--x\r\nFrom nobody'.repeat(40) }).split('\r\n\r\n')[1] ?? '';
    expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBe(76);
  });

  it('keeps lines short', () => {
    const built = buildMessage({
      to: Array.from({ length: 200 }, (_, index) => `person-${index}@acme.example`),
      subject: 'Grüße 🎉 '.repeat(60),
      text: '',
    });
    const lines = built.split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(100);
    const words = /Subject: ([\s\S]*?)\r\nMIME/.exec(built)?.[1] ?? '';
    const decoded = words
      .split('\r\n ')
      .map((word) => Buffer.from(/^=\?UTF-8\?B\?(.+)\?=$/.exec(word)?.[1] ?? '', 'base64').toString());
    expect(decoded.join('')).toBe('Grüße 🎉 '.repeat(60));
  });
});

it('encodes what looks encoded', () => {
  expect(headerText('=?UTF-8?B?SGk=?=', 'subject')).toBe('=?UTF-8?B?PT9VVEYtOD9CP1NHaz0/PQ==?=');
});

it('writes names as they are', () => {
  expect(mailbox('Ada, of "Acme" <ada@acme.example>', 'to')).toBe('"Ada, of \\"Acme\\"" <ada@acme.example>');
  expect(mailbox('"Mara" <mara@acme.example>', 'to')).toBe('"Mara" <mara@acme.example>');
  expect(mailbox('Zoë <zoe@acme.example>', 'to')).toBe('=?UTF-8?B?Wm/Dqw==?= <zoe@acme.example>');
});

describe('addresses of strangers', () => {
  it('are those that mail goes to', () => {
    expect(addressesIn('"eve@evil.example, x" <ada@acme.example>,\r\n bo@acme.example (c@evil.example)')).toEqual([
      'ada@acme.example',
      'bo@acme.example',
    ]);
    expect(addressesIn('undisclosed-recipients:;')).toEqual([]);
  });
});
