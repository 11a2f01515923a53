/** No style may stand in the page: the tab brings its own as constructed sheets. Only the console may frame it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The tab in the playground</title></head><body><main><portico-integrations></portico-integrations></main><script type="module" src="/embed/v1.js"></script></body></html>`;

/** A page with nothing but the element in it: the console's playground sets it up from outside. */
export function GET(): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'strict-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}
