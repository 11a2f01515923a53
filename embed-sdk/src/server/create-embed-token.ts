import './refuse-browser.ts';
import { randomUUID } from 'node:crypto';
import { type PrivateKey, signingKey } from './signing-key.ts';

const MAX_LIFE_SECONDS = 600;

/** What {@link createEmbedToken} needs to know. */
export interface EmbedTokenOptions {
  /** Your private key: P-256, RSA of at least 2048 bits, or Ed25519. Its public half is registered in the console. */
  privateKey: PrivateKey;
  /** The id that the console gave to the public key. */
  keyId: string;
  /** The environment's id: `env_…`. */
  environment: string;
  /** Your own id of the customer's company. Everything that the tab shows belongs to it. */
  customer: string;
  /** Its name, for the first time that Portico hears of it. */
  customerName?: string;
  /** Your own id of the person who looks at the tab. */
  user: string;
  /** The person's name, for "connected by". */
  name?: string;
  /** The person's address, to be told when a connection needs them. */
  email?: string;
  /** `admin` connects and disconnects, `viewer` looks. */
  role?: 'admin' | 'member' | 'viewer';
  /** A BCP 47 tag. */
  locale?: string;
  /** The customer's plan, for integrations that are part of some. */
  plan?: string;
  /** What your own rules about integrations look at. */
  metadata?: Record<string, unknown>;
  /** The one origin that may use the token: `https://app.acme.example`. */
  origin?: string;
  /** How long the token may be exchanged: 300 by default, 600 at most. The session that it opens is Portico's to renew. */
  expiresInSeconds?: number;
  /** Who signed, for your own logs: `iss`, by default `portico-embed`. */
  issuer?: string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function mustSay(options: EmbedTokenOptions): void {
  for (const name of ['keyId', 'environment', 'customer', 'user'] as const)
    if (typeof options[name] !== 'string' || options[name] === '')
      throw new TypeError(`createEmbedToken needs ${name}, as a text that is not empty.`);
  const { expiresInSeconds: life = 300 } = options;
  if (!Number.isInteger(life) || life < 1 || life > MAX_LIFE_SECONDS)
    throw new RangeError(
      `createEmbedToken: expiresInSeconds is ${life}, and must be a whole number from 1 to ${MAX_LIFE_SECONDS}. The SDK asks for another token when it needs one.`,
    );
}

/**
 * Signs the token that lets one person of one customer open the tab. Make one for each request of your page, after you
 * have checked who is signed in; it is exchanged once and then worthless.
 *
 * @example
 * app.get('/portico-token', requireLogin, (request, response) => {
 *   const { user } = request;
 *   response.type('text').send(createEmbedToken({
 *     privateKey: process.env.PORTICO_PRIVATE_KEY, keyId: 'key_…', environment: 'env_…',
 *     customer: user.company.id, customerName: user.company.name, user: user.id, name: user.name, role: 'admin',
 *   }));
 * });
 */
export function createEmbedToken(options: EmbedTokenOptions): string {
  mustSay(options);
  const key = signingKey(options.privateKey);
  const iat = Math.floor(Date.now() / 1000);
  const header = encode({ alg: key.alg, typ: 'JWT', kid: options.keyId });
  const claims = encode({
    iss: options.issuer ?? 'portico-embed',
    aud: `portico:${options.environment}`,
    sub: options.user,
    customer: options.customer,
    customer_name: options.customerName,
    name: options.name,
    email: options.email,
    role: options.role,
    locale: options.locale,
    plan: options.plan,
    metadata: options.metadata,
    origin: options.origin,
    iat,
    exp: iat + (options.expiresInSeconds ?? 300),
    jti: randomUUID(),
  });
  const signature = key.sign(`${header}.${claims}`).toString('base64url');
  return `${header}.${claims}.${signature}`;
}
