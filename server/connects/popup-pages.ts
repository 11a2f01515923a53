import { createHash } from 'node:crypto';

/*
 * The pages of the popup. They are static but for two attributes, hold no secret, and run under a policy that allows
 * their own script, their own style and nothing else: what came in the query is never written into them.
 */

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

interface PopupPage {
  title: string;
  /** What the page says while, or because. */
  sentence: string;
  /** For the page's script; absent where there is nothing left to do but read. */
  data?: Record<string, string>;
  status?: number;
  cookie?: string;
  lang?: string;
  /** One button under it, which posts to its own address. */
  form?: { action: string; label: string };
}

const style = `
:root{color-scheme:light dark;--ground:#fbfaf8;--ink:#26241f;--quiet:#6b675f;--line:#e4e0d8}
@media (prefers-color-scheme:dark){:root{--ground:#171614;--ink:#edeae4;--quiet:#a5a097;--line:#35322d}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif;text-align:center}
h1{font-size:18px;font-weight:600;margin:0 0 8px}p{margin:0;max-width:42ch;color:var(--quiet)}
main[data-busy]::before{content:"";display:block;width:22px;height:22px;margin:0 auto 20px;border:2px solid var(--line);border-top-color:var(--ink);border-radius:50%;animation:turn .9s linear infinite}
form{margin:20px 0 0}button{font:inherit;padding:8px 16px;border:1px solid var(--quiet);border-radius:6px;background:none;color:var(--ink);cursor:pointer}
@keyframes turn{to{transform:rotate(1turn)}}@media (prefers-reduced-motion:reduce){main[data-busy]::before{animation:none}}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

const policy = (form: string) =>
  [
    `form-action ${form}`,
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'sha256-${styleHash}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A page of the popup as an HTTP answer. */
export function popupPage({ title, sentence, data, status = 200, cookie, lang = 'en', form }: PopupPage): Response {
  const attributes = Object.entries(data ?? {})
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
    .join('');
  const script = data ? '<script src="/connect/popup.js" defer></script>' : '';
  const button = form
    ? `<form method="post" action="${escapeHtml(form.action)}"><button type="submit">${escapeHtml(form.label)}</button></form>`
    : '';
  const html = `<!doctype html><html lang="${escapeHtml(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style>${script}</head><body><main${attributes}${data ? ' data-busy' : ''} aria-live="polite"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p>${button}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(form ? "'self'" : "'none'"),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(cookie && { 'set-cookie': cookie }),
    },
  });
}
