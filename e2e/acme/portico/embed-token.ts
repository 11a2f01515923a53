import { createEmbedToken } from '@portico/embed/server';
import type { User } from '../accounts.ts';
import type { AcmeContext } from '../context.ts';
import { type Exchange, HttpError, refuseOtherSites, sendText } from '../exchange.ts';

export interface EmbedSigner {
  privateKey: string;
  keyId: string;
  environment: string;
}

const LIFE_SECONDS = 300;

/** Says to Portico who is looking at the tab: the person who is signed in here, and nobody else. */
function embedTokenFor(user: User, signer: EmbedSigner): string {
  return createEmbedToken({
    ...signer,
    customer: user.customer.id,
    customerName: user.customer.name,
    user: user.id,
    name: user.name,
    email: user.email,
    role: user.role === 'admin' ? 'admin' : 'member',
    locale: 'en',
    expiresInSeconds: LIFE_SECONDS,
  });
}

/** What the four lines of the integrations page fetch. */
export function sendEmbedToken(exchange: Exchange, { sessions, signer }: AcmeContext): void {
  refuseOtherSites(exchange);
  const user = sessions.find(exchange.req);
  if (user === undefined) throw new HttpError(401, 'Nobody is signed in. Sign in to Acme again.');
  sendText(exchange.res, 200, embedTokenFor(user, signer));
}
