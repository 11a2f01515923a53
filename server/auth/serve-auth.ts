import type { NextRequest } from 'next/server';
import * as nextAuth from 'next-auth';
import { authOptions } from './auth-options.ts';

type Handler = (
  request: NextRequest,
  context: RouteContext,
  options: ReturnType<typeof authOptions>,
) => Promise<Response>;

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth is CommonJS: a bundler hands out its default export, Node the module around it. */
function handlerOf(exported: unknown): Handler {
  if (typeof exported === 'object' && exported !== null && 'default' in exported) return handlerOf(exported.default);
  if (typeof exported !== 'function') throw new Error('next-auth has no handler.');
  return (...call) => exported(...call);
}

/** `/api/auth`: signing in and out. */
export function serveAuth(request: NextRequest, context: RouteContext): Promise<Response> {
  return handlerOf(nextAuth.default)(request, context, authOptions());
}
