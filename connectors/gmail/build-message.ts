import { AppCallError } from '../kit/index.ts';
import { mailbox, mailboxes } from './address.ts';
import { headerText } from './header-text.ts';

export interface Attachment {
  filename: string;
  type: string;
  base64: string;
}

export interface Mail {
  from?: string;
  to: readonly string[];
  cc?: readonly string[];
  bcc?: readonly string[];
  replyTo?: string;
  subject: string;
  text?: string;
  html?: string;
  attachments?: readonly Attachment[];
  /** Message ids of the one that is answered, and of those before it. */
  inReplyTo?: string;
  references?: readonly string[];
}

const mostBytes = 20 * 1024 * 1024;

/** A message as it travels (RFC 5322, MIME by RFC 2045): every value is checked or encoded, so that none ends its header. */
export function buildMessage(mail: Mail): string {
  const headers: [string, string | undefined][] = [
    ['From', mail.from && mailbox(mail.from, 'from')],
    ['To', mail.to.length > 0 ? mailboxes(mail.to, 'to') : undefined],
    ['Cc', mail.cc?.length ? mailboxes(mail.cc, 'cc') : undefined],
    ['Bcc', mail.bcc?.length ? mailboxes(mail.bcc, 'bcc') : undefined],
    ['Reply-To', mail.replyTo && mailbox(mail.replyTo, 'replyTo')],
    ['Subject', headerText(mail.subject, 'subject')],
    ['In-Reply-To', mail.inReplyTo && messageIds(mail.inReplyTo)[0]],
    ['References', mail.references?.flatMap(messageIds).join('\r\n ') || undefined],
    ['MIME-Version', '1.0'],
  ];
  const head = headers.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const message = [...head, contentOf(mail)].join('\r\n');
  if (message.length > mostBytes)
    throw new AppCallError('The message is too large: Gmail takes 25 MB, with everything in it encoded.', {
      class: 'too_large',
      code: 'too_large',
      field: 'attachments',
    });
  return message;
}

/** As the API wants it. */
export const rawOf = (mail: Mail): string => Buffer.from(buildMessage(mail)).toString('base64url');

/** Ids out of a header that somebody else has written. */
export const messageIds = (header: string): string[] => header.match(/<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>/g) ?? [];

function contentOf({ text, html, attachments = [] }: Mail): string {
  const bodies = [
    ...(text === undefined && html !== undefined ? [] : [leaf('text/plain; charset=UTF-8', Buffer.from(text ?? ''))]),
    ...(html === undefined ? [] : [leaf('text/html; charset=UTF-8', Buffer.from(html))]),
  ];
  const body = bodies.length === 1 ? (bodies[0] ?? '') : multipart('alternative', bodies);
  return attachments.length === 0 ? body : multipart('mixed', [body, ...attachments.map(attached)]);
}

function attached({ filename, type, base64 }: Attachment): string {
  // Refuses line breaks; the name itself travels encoded (RFC 2231).
  headerText(filename, 'attachments');
  const name = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const disposition = `Content-Disposition: attachment;\r\n filename*=UTF-8''${name}`;
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type))
    throw new AppCallError(`${JSON.stringify(type)} is no type such as application/pdf.`, {
      class: 'invalid',
      code: 'type',
      field: 'attachments',
    });
  return leaf(type, Buffer.from(base64, 'base64'), `${disposition}\r\n`);
}

/** Base64 in lines of 76 (RFC 2045, 6.8): no content can end a line or a part. */
function leaf(type: string, content: Buffer, more = ''): string {
  const lines = content.toString('base64').match(/.{1,76}/g) ?? [];
  return `Content-Type: ${type}\r\n${more}Content-Transfer-Encoding: base64\r\n\r\n${lines.join('\r\n')}\r\n`;
}

function multipart(kind: string, parts: string[]): string {
  const boundary = `portico-${crypto.randomUUID()}`;
  const inner = parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${inner}\r\n--${boundary}--\r\n`;
}
