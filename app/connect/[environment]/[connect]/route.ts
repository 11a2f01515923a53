import { findOpenConnect } from '#server/connects/find-open-connect.ts';
import { popupPage } from '#server/connects/popup-pages.ts';

interface Params {
  params: Promise<{ environment: string; connect: string }>;
}

/** The popup, just opened: its address is worth nothing, so it asks its opener for the code. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { environment, connect } = await params;
  const found = await findOpenConnect(environment, connect);
  if (!found) {
    return popupPage({
      status: 410,
      title: 'This window is too late',
      sentence: 'Close it, and connect again from the integrations page.',
    });
  }
  return popupPage({
    title: 'One moment',
    sentence: `Taking you to ${found.app}.`,
    data: { act: 'hello', connect, origin: found.origin, begin: `/connect/${environment}/${connect}/begin` },
  });
}
