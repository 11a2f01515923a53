import { isKnownOrigin } from '#server/environments/allowed-origin.ts';
import { originSchema } from '#server/environments/origin.ts';

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** No style may stand in the page: the tab brings its own as constructed sheets. */
const policy = (host: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    `frame-ancestors ${host}`,
  ].join('; ');

function page(host: string, body: string, status: number): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Integrations</title></head><body>${body}</body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(host),
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The page that `mountFrame()` shows: the tab, for the one origin that may frame it and that it speaks with. */
export async function GET(request: Request): Promise<Response> {
  const asked = originSchema.safeParse(new URL(request.url).searchParams.get('origin') ?? '');
  if (!asked.success) return page("'none'", '<p>This page is shown in a frame of another one.</p>', 400);
  const host = escapeHtml(asked.data);
  if (!(await isKnownOrigin(asked.data))) {
    const why = `The integrations can’t be shown on this page: its address ${host} is not registered. Add it to the allowed origins in Portico’s console, under Settings.`;
    return page(asked.data, `<p role="alert">${why}</p>`, 403);
  }
  return page(
    asked.data,
    `<main data-host="${host}"></main><script type="module" src="/embed/frame-page.js"></script>`,
    200,
  );
}
