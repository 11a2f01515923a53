import type { SessionAnswer } from '../core/contract.ts';
import type { PortalAnswer } from './portal-state.ts';

export type Act = 'look' | 'open' | 'code' | 'enter' | 'renew' | 'session' | 'leave';

/** What can be asked of this page's link. The token comes from the fragment, and is held in memory alone. */
export function createPortalApi(token: string) {
  let left = false;
  const ask = async (act: Act, more: object = {}): Promise<PortalAnswer> => {
    left = act === 'leave';
    const answer = await fetch(`${location.pathname.replace(/\/+$/, '')}/${act}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...more }),
      cache: 'no-store',
    });
    if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`);
    return answer.json();
  };
  /** Whether somebody signs out, or has: what the tab still wants to say would be refused. */
  return Object.assign(ask, { isLeft: () => left });
}

export type PortalApi = ReturnType<typeof createPortalApi>;

const ended = () =>
  Response.json(
    { error: { code: 'unauthenticated', message: 'The link holds no more.', requestId: '' } },
    { status: 401 },
  );

/**
 * The requests of the tab, to the origin that this page is on. The session came with the page, and later ones are for the
 * browser that opened the link: the SDK's own exchange is answered from that.
 */
export function createPortalFetch(first: SessionAnswer, api: PortalApi, onEnd: () => void): typeof fetch {
  let held: SessionAnswer | null = first;
  return async (input, init = {}) => {
    const { pathname, search } = new URL(String(input));
    if (api.isLeft()) return ended();
    if (pathname.endsWith('/api/embed/v1/session')) {
      const session = held;
      held = null;
      if (session) return Response.json(session);
      const { state } = await api('session');
      if (state.state === 'open') return Response.json(state.session);
      onEnd();
      return ended();
    }
    const headers = { ...Object(init.headers), 'x-portico-frame-host': location.origin };
    return fetch(location.origin + pathname.slice(pathname.indexOf('/api/embed/')) + search, { ...init, headers });
  };
}
