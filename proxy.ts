import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from '#app/content-security-policy.ts';
import { env } from '#server/env.ts';

/**
 * Gives each page its content security policy with a fresh nonce, and tells the page its own path. It sets headers and
 * never decides who may see what: that is done where the data is.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce, env().NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-portico-path', request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts out of this header.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // Pages only: API answers, the SDK's files and the connect popup have policies of their own.
  matcher: ['/((?!api/|api$|connect/|embed/|portal/|_next/|favicon.ico|icon.svg).*)'],
};
