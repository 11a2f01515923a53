import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from '../accounts.ts';

const COOKIE = 'acme_session';
const LIFE_MS = 12 * 3_600_000;

/** Who is signed in, in memory: a restart signs everybody out. */
export class Sessions {
  readonly #open = new Map<string, { user: User; expiresAt: number }>();
  readonly #attributes: string;

  constructor(origin: string) {
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${origin.startsWith('https:') ? '; Secure' : ''}`;
  }

  find(req: IncomingMessage): User | undefined {
    const id = sessionId(req);
    const session = id === undefined ? undefined : this.#open.get(id);
    return session !== undefined && session.expiresAt > Date.now() ? session.user : undefined;
  }

  begin(res: ServerResponse, user: User): void {
    const now = Date.now();
    for (const [id, session] of this.#open) if (session.expiresAt <= now) this.#open.delete(id);
    const id = randomBytes(24).toString('base64url');
    this.#open.set(id, { user, expiresAt: now + LIFE_MS });
    res.setHeader('set-cookie', `${COOKIE}=${id}; ${this.#attributes}; Max-Age=${LIFE_MS / 1000}`);
  }

  end(req: IncomingMessage, res: ServerResponse): void {
    const id = sessionId(req);
    if (id !== undefined) this.#open.delete(id);
    res.setHeader('set-cookie', `${COOKIE}=; ${this.#attributes}; Max-Age=0`);
  }
}

function sessionId({ headers }: IncomingMessage): string | undefined {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === COOKIE) return value;
  }
  return undefined;
}
