import { findConnectOrigin } from '#server/connects/find-open-connect.ts';
import { popupPage } from '#server/connects/popup-pages.ts';
import { cameByForm, returnAddress } from '#server/connects/return-address.ts';

interface Params {
  params: Promise<{ environment: string; connect: string }>;
}

/**
 * The end of the popup: it tells its opener to look, and closes. Without a popup, the way back to the vendor's page. How
 * it went is told by the server, not by this page.
 */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { environment, connect } = await params;
  const found = await findConnectOrigin(environment, connect);
  if (!found)
    return popupPage({ status: 404, title: 'Nothing is waiting here', sentence: 'You can close this window.' });
  const back = cameByForm(request, connect) ? await returnAddress(environment, connect) : undefined;
  if (back)
    return new Response(null, {
      status: 303,
      headers: { location: back, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  return popupPage({
    title: 'Done',
    sentence: 'This window closes by itself.',
    data: { act: 'result', connect, origin: found.origin },
  });
}
