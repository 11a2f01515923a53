import { TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { apiKeyActor } from '#server/auth/api-key-actor.ts';
import { refuseTokenInAddress } from '#server/auth/bearer-token.ts';
import { memberActor } from '#server/auth/member-actor.ts';
import { exportCustomer, exportCustomerInput } from '#server/customers/export-customer.ts';
import type { Tenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { packed, takesGzip } from '#server/http/packed-lines.ts';
import type { RawAnswer, RawRequest } from '#server/http/serve-raw.ts';
import { newId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { exportRecords } from '#server/records/export-records.ts';
import { exportInput } from '#server/records/feed-input.ts';
import type { MemberActor, MemberRole } from '#server/trpc/actor.ts';
import { refusal } from '#server/trpc/refusal.ts';
import { toAppError } from '#server/trpc/to-app-error.ts';

interface ExportRoute {
  path: RegExp;
  /** The lines of JSON, a batch at a time. */
  open: (tenant: Tenant, parameters: Record<string, string>) => Promise<AsyncIterable<string>>;
}

const routes: ExportRoute[] = [
  {
    path: /^\/api\/v1\/records\/export$/,
    open: async (tenant, parameters) => exportRecords(tenant, parse(exportInput, parameters)),
  },
  {
    path: /^\/api\/v1\/customers\/(?<id>[^/]+)\/export$/,
    open: async (tenant, parameters) => exportCustomer(tenant, parse(exportCustomerInput, parameters).id),
  },
];

const routeOf = (target: string) => {
  const [path = ''] = target.split('?', 1);
  return routes.find((route) => route.path.test(path));
};

/** Whether a request's target is one that is answered line by line, however long the answer is. */
export const isExportTarget = (target: string): boolean => routeOf(target) !== undefined;

/** Gives everything of a kind as lines of JSON, made no faster than the caller takes them. */
export async function serveExport(request: RawRequest): Promise<RawAnswer> {
  const requestId = newId('request');
  try {
    const { lines, name } = await open(request);
    const gzip = takesGzip(request.headers);
    const headers = new Headers({ 'content-type': 'application/x-ndjson', 'x-request-id': requestId });
    headers.set('cache-control', 'no-store');
    headers.set('vary', 'accept-encoding');
    if (gzip) headers.set('content-encoding', 'gzip');
    // A browser keeps it as a file.
    if (name !== undefined) headers.set('content-disposition', `attachment; filename="${name}.ndjson"`);
    return { status: 200, headers, body: packed(lines, gzip) };
  } catch (thrown) {
    const error = toAppError(thrown);
    const response = refusal(error, requestId);
    if (response.status >= 500) log.error('An export failed.', { requestId, error: error.cause ?? error });
    response.headers.set('x-request-id', requestId);
    response.headers.set('cache-control', 'no-store');
    return { status: response.status, headers: response.headers, body: await response.text() };
  }
}

interface Opened {
  lines: AsyncIterable<string>;
  /** Of the file, where a person asks for it. */
  name?: string;
}

async function open({ method, target, headers }: RawRequest): Promise<Opened> {
  const url = new URL(target, 'http://portico.invalid');
  refuseTokenInAddress(url);
  if (method !== 'GET') {
    throw new AppError('not_found', `${url.pathname} can't be called with ${method}.`, { remedy: 'It knows GET.' });
  }
  const actor = (await apiKeyActor(headers)) ?? (await memberOf(url, headers));
  if (!actor?.environmentId) {
    throw new AppError('unauthenticated', 'No secret key was sent.', {
      remedy: 'Send the header Authorization: Bearer sk_…',
    });
  }
  const route = routeOf(target);
  if (!route) throw new AppError('not_found', `There is nothing at ${url.pathname}.`);
  const named = decoded(route.path.exec(url.pathname)?.groups ?? {});
  const lines = await route.open(
    { environmentId: actor.environmentId },
    { ...Object.fromEntries(url.searchParams), ...named },
  );
  const name = (named.id ?? 'records').replace(/[^\w.-]+/g, '-');
  return { lines, ...(actor.kind === 'member' && { name }) };
}

const mayExport: MemberRole[] = ['owner', 'developer', 'support'];

/** A member follows a link of the console, which can't send headers: the environment stands in the address. */
async function memberOf(url: URL, headers: Headers): Promise<MemberActor | null> {
  const environment = url.searchParams.get('environment');
  if (environment === null) return null;
  url.searchParams.delete('environment');
  const chosen = new Headers(headers);
  chosen.set('x-portico-environment', environment);
  const member = await memberActor(chosen);
  if (member === null || mayExport.includes(member.role)) return member;
  throw new AppError('forbidden', `A member with the role ${member.role} can't export records.`, {
    remedy: `Ask a member with the role ${mayExport.join(' or ')}.`,
  });
}

const decoded = (groups: Record<string, string>) =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));

function parse<Schema extends z.ZodType>(schema: Schema, parameters: Record<string, string>): z.output<Schema> {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  throw new TRPCError({ code: 'BAD_REQUEST', cause: parsed.error });
}
