import { z } from 'zod';
import { systemClock } from '#server/clock.ts';
import { beginAuthorization } from '#server/connects/begin-authorization.ts';
import { connectCookie } from '#server/connects/connect-cookie.ts';
import { findOpenConnect } from '#server/connects/find-open-connect.ts';
import { popupPage } from '#server/connects/popup-pages.ts';
import { returnCookie } from '#server/connects/return-address.ts';
import { baseUrl } from '#server/env.ts';
import { AppError, statusByErrorCode } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';

interface Params {
  params: Promise<{ environment: string; connect: string }>;
}

const body = z.object({ code: z.string().min(20).max(200) });
const path = z.object({ environment: idSchema('environment'), connect: idSchema('connect') });

/**
 * Takes the one-time code: as JSON from the popup's own page, or as a form that the host's page posts where popups are
 * blocked. A form must come from the page that the code was given to.
 */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const byForm = (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  try {
    const { environment, connect } = path.parse(await params);
    await requireSender(request, byForm, environment, connect);
    const { code } = body.parse(byForm ? Object.fromEntries(await request.formData()) : await request.json());
    const { url, cookie } = await beginAuthorization(
      { environmentId: environment, connectId: connect, code },
      systemClock,
    );
    const headers = { 'set-cookie': connectCookie(cookie), 'cache-control': 'no-store' };
    if (byForm) {
      const back = new Response(null, { status: 303, headers: { ...headers, location: url.toString() } });
      back.headers.append('set-cookie', returnCookie(connect));
      return back;
    }
    return Response.json({ url: url.toString() }, { headers });
  } catch (thrown) {
    const error =
      thrown instanceof AppError
        ? thrown
        : new AppError('bad_request', 'This window was not opened as it should be.', {
            remedy: 'Close it and connect again.',
          });
    if (byForm)
      return popupPage({
        status: statusByErrorCode[error.code],
        title: 'This did not work',
        sentence: `${error.message} ${error.remedy ?? ''}`,
      });
    return Response.json(
      { error: { code: error.code, message: error.message, remedy: error.remedy } },
      { status: statusByErrorCode[error.code] },
    );
  }
}

async function requireSender(request: Request, byForm: boolean, environment: string, connect: string): Promise<void> {
  const sender = request.headers.get('origin');
  // A form comes from the page that began, or from our own frame in it.
  const own = new URL(baseUrl()).origin;
  if (sender === own) return;
  const host = byForm ? (await findOpenConnect(environment, connect))?.origin : undefined;
  if (sender !== null && sender === host) return;
  throw new AppError('origin_not_allowed', 'This window was opened by a page that may not.', {
    remedy: 'Close it, and connect from the integrations page.',
  });
}
