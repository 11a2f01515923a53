import type { AcmeContext } from '../context.ts';
import { type Exchange, redirect } from '../exchange.ts';
import type { Html } from '../pages/html.ts';
import type { Frame, Section } from '../pages/layout.ts';
import { newNonce, sendPage } from '../pages/page-answer.ts';

interface Visit {
  frame: Frame;
  url: URL;
  acme: AcmeContext;
  nonce: string;
  /** Why what is shown may be out of date. */
  failure: string | null;
}

/** A page for whoever is signed in; anybody else signs in first and comes back. */
export function signedInPage(section: Section, draw: (visit: Visit) => Html) {
  return ({ req, res, url }: Exchange, acme: AcmeContext): void => {
    const user = acme.sessions.find(req);
    if (user === undefined) {
      redirect(res, `/sign-in?${new URLSearchParams({ next: url.pathname + url.search })}`);
      return;
    }
    const frame = { user, section, shelves: acme.library.of(user.customer) };
    const nonce = newNonce();
    const page = draw({ frame, url, acme, nonce, failure: acme.feed.failureOf(user.customer) });
    sendPage(res, 200, page, acme.porticoUrl, nonce);
  };
}
