import { securityHeaders } from './app/security-headers.mjs';

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of everything; a newcomer's first start does not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The image optimizer fetches addresses that it is given; nothing here needs it (security.md, version floors).
  images: { unoptimized: true },
  // Loaded by Node itself: native code, worker threads, or state that must exist once per process.
  serverExternalPackages: ['pg', 'pg-boss', 'argon2', 'pino', 'undici', 'kysely', 'jose', 'ssh2'],
  headers: securityHeaders,
};
