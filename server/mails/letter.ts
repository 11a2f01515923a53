import { createHash } from 'node:crypto';

/** What an e-mail says, before it is text and HTML. */
export interface Letter {
  locale: string;
  subject: string;
  hello: string;
  lines: string[];
  /** Six digits, shown large. */
  code?: string;
  button?: { label: string; url: string };
  /** What stands under it, smaller. */
  small: string[];
  /** Whose e-mail it is: the vendor's name and colour. */
  brand: { name: string; accent: string };
  /** No more e-mails of this kind. */
  unsubscribe?: { label: string; url: string };
}

export interface RenderedMail {
  text: string;
  html: string;
  unsubscribe: string | null;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Plain text and simple HTML: tables and attributes alone, which every reader of e-mails draws; no picture, nothing that tells us of being read. */
export function renderLetter(letter: Letter): RenderedMail {
  return { text: textOf(letter), html: htmlOf(letter), unsubscribe: letter.unsubscribe?.url ?? null };
}

function textOf({ hello, lines, code, button, small, brand, unsubscribe }: Letter): string {
  return [
    hello,
    ...lines,
    ...(code ? [`    ${code}`] : []),
    ...(button ? [`${button.label}:\n${button.url}`] : []),
    ...small,
    `${brand.name}`,
    ...(unsubscribe ? [`${unsubscribe.label}: ${unsubscribe.url}`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function htmlOf({ locale, subject, hello, lines, code, button, small, brand, unsubscribe }: Letter): string {
  const paragraph = (text: string, style: string) => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
  const body = [
    `<p style="margin:0 0 24px;font-size:16px;font-weight:600">${escapeHtml(brand.name)}</p>`,
    paragraph(hello, ''),
    ...lines.map((line) => paragraph(line, 'white-space:pre-line')),
    code
      ? `<p style="margin:0 0 16px;font:600 28px/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px">${code}</p>`
      : '',
    button ? `<p style="margin:8px 0 24px">${buttonOf(button, brand.accent)}</p>` : '',
    ...small.map((line) => paragraph(line, 'font-size:13px;color:#5f5b54')),
    unsubscribe
      ? `<p style="margin:24px 0 0;font-size:13px"><a href="${escapeHtml(unsubscribe.url)}" style="color:#5f5b54">${escapeHtml(unsubscribe.label)}</a></p>`
      : '',
  ].join('');
  return `<!doctype html><html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:0;background:#f6f5f2"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;background:#ffffff;border:1px solid #e4e0d8;border-radius:10px"><tr><td style="padding:28px;font:15px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#26241f">${body}</td></tr></table></td></tr></table></body></html>`;
}

const buttonOf = ({ label, url }: { label: string; url: string }, accent: string): string =>
  `<a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:${escapeHtml(accent)};color:${onAccent(accent)};text-decoration:none;font-weight:600">${escapeHtml(label)}</a>`;

/** Black or white, whichever is read better on it (WCAG luminance; 0.18 is where both have a contrast of 4.6). */
export function onAccent(accent: string): '#000000' | '#ffffff' {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(accent)?.slice(1) ?? ['00', '00', '00'];
  const [red = 0, green = 0, blue = 0] = channels.map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#000000' : '#ffffff';
}

/** The id of an e-mail to the outside: the same at each attempt, so that a mail server knows a second one for what it is. */
export const messageIdOf = (id: string, from: string): string =>
  `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${from.split('@')[1] ?? 'localhost'}>`;
