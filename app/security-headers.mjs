const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  },
];

/**
 * The headers that are the same for every request, by area. The content security policy of a page carries a nonce and is
 * written by proxy.ts.
 */
export async function securityHeaders() {
  return [
    // The popup's pages set every header themselves: a second one of a name would not replace the first.
    { source: '/((?!connect/|api/oauth/|api/icons/).*)', headers: everywhere },
    {
      // Next itself speaks plain HTTP: that a request came by HTTPS is said by whoever ended the TLS before it.
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: [{ key: 'Strict-Transport-Security', value: 'max-age=31536000' }],
    },
    {
      // Answers hold customers' data, and are nobody's page. Icons and the OAuth callback have policies of their own.
      source: '/api/((?!icons/|oauth/).*)',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    {
      // The popup talks to the page that opened it, a vendor's or the console's playground; a page of its own process group could not.
      source: '/((?!connect/|api/|embed/|portal/).*)',
      headers: [
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ];
}
