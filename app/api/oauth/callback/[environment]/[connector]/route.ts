import { systemClock } from '#server/clock.ts';
import { readConnectCookie } from '#server/connects/connect-cookie.ts';
import { failures } from '#server/connects/failures.ts';
import { finishAuthorization } from '#server/connects/finish-authorization.ts';
import { popupPage } from '#server/connects/popup-pages.ts';
import { baseUrl } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { log } from '#server/log.ts';

interface Params {
  params: Promise<{ environment: string; connector: string }>;
}

/** Where an app sends the browser back. Nothing of the query is shown or logged. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { environment, connector } = await params;
  const refused = () => {
    const { sentence, remedy } = failures.wrongState();
    return popupPage({ status: 400, title: 'This was not accepted', sentence: `${sentence} ${remedy}` });
  };
  if (!isId('environment', environment)) return refused();
  try {
    const result = await finishAuthorization(
      {
        environmentId: environment,
        connector,
        cookie: readConnectCookie(request),
        query: new URL(request.url).searchParams,
      },
      systemClock,
    );
    if (!result.accepted) return refused();
    const done = `${baseUrl()}/connect/${result.environmentId}/${result.connectId}/done`;
    return new Response(null, {
      status: 303,
      headers: { location: done, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal')
      return popupPage({ status: 400, title: 'This did not work', sentence: `${error.message} ${error.remedy ?? ''}` });
    log.error('A callback failed.', { environmentId: environment, connector, error });
    return popupPage({
      status: 500,
      title: 'This did not work',
      sentence: 'Something went wrong on our side, and nothing was connected. Close this window and try again.',
    });
  }
}
