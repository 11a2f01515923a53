import { z } from 'zod';
import { type Clock, systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, type EnvironmentId, idSchema, newId } from '#server/ids.ts';
import { parseBody, readBody } from '#server/trpc/read-body.ts';
import { refusal } from '#server/trpc/refusal.ts';
import { toAppError } from '#server/trpc/to-app-error.ts';
import { sessionOfLink } from './open-link.ts';
import { type Acted, type Asked, granted, held, portalActs } from './portal-acts.ts';
import { portalPath, portalRoot } from './portal-address.ts';
import { portalCookie, readPortalCookie } from './portal-cookie.ts';
import { tooOften } from './portal-limit.ts';
import { findLink, type PortalLinkId } from './portal-link.queries.ts';
import { portalPage } from './portal-page.ts';
import type { PortalState } from './portal-state.ts';
import { readerLocale } from './reader-locale.ts';

const pathSchema = z.object({ environment: idSchema('environment'), link: idSchema('portalLink') });
const bodySchema = z.object({ token: z.string().max(100).default(''), code: z.string().trim().max(20).default('') });

const bodyLimit = 2048;
/** What leads to an e-mail. */
const mailing = new Set(['code', 'renew']);

/** The hosted page. Without this browser's own cookie it says nothing of what the link is about, and changes nothing. */
export async function servePortalPage(
  request: Request,
  path: { environment: string; link: string },
  clock: Clock = systemClock,
): Promise<Response> {
  const at = pathSchema.safeParse(path);
  const locale = readerLocale(request);
  if (!at.success) return portalPage({ locale, state: { state: 'unknown' }, environmentId: null });
  const { environment: environmentId, link: id } = at.data;
  const grant = readPortalCookie(request);
  const known = await withTenant({ environmentId }, async (tx) => {
    const row = await findLink(tx, id);
    const root = await portalRoot(tx).catch(() => undefined);
    if (!row || !root) return undefined;
    return { row, root, mine: await granted(tx, { id, grant }, clock.now()) };
  });
  if (!known) return portalPage({ locale, state: { state: 'unknown' }, environmentId: null });
  const spoken = known.row.locale ?? locale;
  const origin = originOf(request, known.root);
  const state =
    known.mine && origin ? await openState(environmentId, known.mine, { origin, locale: spoken }, clock) : null;
  return portalPage({ locale: spoken, state: state ?? null, environmentId });
}

async function openState(
  environmentId: EnvironmentId,
  row: { customer_id: CustomerId; id: PortalLinkId },
  page: { origin: string; locale: string },
  clock: Clock,
): Promise<PortalState | undefined> {
  return withTenant({ environmentId, customerId: row.customer_id }, async (tx) => {
    const link = await findLink(tx, row.id);
    return link && sessionOfLink(tx, link, page, clock);
  });
}

/** One act at a link, from the hosted page itself and from no other. */
export async function servePortalAct(
  request: Request,
  path: { environment: string; link: string; act: string },
  clock: Clock = systemClock,
): Promise<Response> {
  const requestId = newId('request');
  try {
    const { environment: environmentId, link: id } = parsePath(path);
    const act = Object.hasOwn(portalActs, path.act) ? portalActs[path.act] : undefined;
    if (!act) throw nothingThere();
    const { token, code } = bodySchema.parse(parseBody(await readBody(request, bodyLimit)));
    const known = await withTenant({ environmentId }, async (tx) => ({
      row: await findLink(tx, id),
      email: (await held(tx, { id, token }))?.email,
      root: await portalRoot(tx).catch(() => undefined),
    }));
    const origin = known.root && originOf(request, known.root);
    if (!origin || request.headers.get('origin') !== origin) {
      throw new AppError('origin_not_allowed', 'This page may not ask for that.', {
        remedy: 'Open the link of the e-mail again.',
      });
    }
    const wait = await waitOf(id, mailing.has(path.act) ? known.email : undefined);
    const customerId = known.row?.customer_id;
    const asked: Asked = {
      id,
      token,
      code,
      grant: readPortalCookie(request),
      origin,
      locale: readerLocale(request),
      wait,
    };
    const acted = await withTenant({ environmentId, ...(customerId && { customerId }) }, (tx) => act(tx, asked, clock));
    return told(acted, portalPath(environmentId, id));
  } catch (error) {
    return refusal(toAppError(error), requestId);
  }
}

const nothingThere = () =>
  new AppError('not_found', 'There is nothing here.', { remedy: 'Open the link of the e-mail again.' });

function parsePath(path: object) {
  const at = pathSchema.safeParse(path);
  if (!at.success) throw nothingThere();
  return at.data;
}

/** Everything counts towards what one link may be asked; what sends an e-mail counts once more. */
async function waitOf(id: PortalLinkId, email: string | null | undefined): Promise<number | undefined> {
  const minutes = await tooOften('portal', id);
  if (minutes) {
    throw new AppError('rate_limited', 'That was too often.', {
      remedy: `Try again in ${minutes} minutes.`,
      retryAfterSeconds: minutes * 60,
    });
  }
  return email
    ? ((await tooOften('portal-mail', id)) ?? (await tooOften('portal-address', email.toLowerCase())))
    : undefined;
}

/** The origin that this page was reached at: ours, or the vendor's domain of this environment. No other one is answered. */
function originOf(request: Request, root: string): string | undefined {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return [new URL(baseUrl()), new URL(root)].find((known) => known.host === host)?.origin;
}

function told({ answer, grant }: Acted, path: string): Response {
  const response = Response.json(answer, { headers: { 'cache-control': 'no-store' } });
  if (typeof grant === 'string') response.headers.set('set-cookie', portalCookie(path, grant));
  if (grant === null) response.headers.set('set-cookie', portalCookie(path, '', 0));
  return response;
}
