/** What a page may load: its own origin, and the scripts that carry this answer's nonce. Nobody may frame it. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const rules = {
    'default-src': "'none'",
    // React rebuilds the server's stack traces with eval, in development only.
    'script-src': `'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    'style-src-elem': development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    // Positions of overlays and lengths of bars are style attributes; they can't load or run anything.
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': development ? "'self' ws:" : "'self'",
    // The playground shows the tab in a frame, as wide as a device; Settings show the hosted page in one.
    'frame-src': "'self'",
    'manifest-src': "'self'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
