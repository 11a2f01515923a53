import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the app does with a refresh token that comes a second time. */
type AtReuse = 'allowed' | 'refused' | 'revokes';

interface Family {
  /** How many refresh tokens it has had; the last one is the good one. */
  number: number;
  isRevoked: boolean;
  /** Token requests that were answered with a token. */
  renewals: number;
  requests: number;
}

interface Options {
  atReuse: AtReuse;
  expiresIn: number;
  /** Called when a request has arrived, before anything is done; false: it is dropped. */
  beforeWork?: (family: string) => Promise<boolean>;
  /** What it answers to whoever asks for the account, in place of the right answer. 0: it cuts the connection. */
  me?: { status: number; body: object; headers?: Record<string, string> } | undefined;
  /** Called when the family has been given its new tokens, before the app answers: the answer waits for it. */
  beforeAnswer?: (family: string) => Promise<void>;
}

export interface TestTokenServer {
  origin: string;
  port: number;
  options: Options;
  /** How often a form was traded for a token. */
  steps(): number;
  /** A family that somebody has agreed to, with its first tokens. */
  begin(name: string): { accessToken: string; refreshToken: string };
  family(name: string): Family;
  isGood(accessToken: string): boolean;
  close(): Promise<void>;
}

/** A rotating token server with the plainest memory: `rt.<family>.<number>`, `at.<family>.<number>`. */
export async function startTokenServer(options: Options): Promise<TestTokenServer> {
  const families = new Map<string, Family>();

  function family(name: string): Family {
    const known = families.get(name);
    if (!known) throw new Error(`Nobody agreed to ${name}.`);
    return known;
  }

  const isGood = (accessToken: string) => {
    const [kind, name = '', number] = accessToken.split('.');
    const known = families.get(name);
    return kind === 'at' && known !== undefined && !known.isRevoked && Number(number) <= known.number;
  };

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const [, name = '', number] = (form.get('refresh_token') ?? '').split('.');
    const known = family(name);
    known.requests += 1;
    if ((await options.beforeWork?.(name)) === false) return void response.destroy();
    const isAgain = options.atReuse === 'allowed' && Number(number) === known.number - 1;
    const isCurrent = (Number(number) === known.number || isAgain) && !known.isRevoked;
    if (!isCurrent) {
      if (options.atReuse === 'revokes') known.isRevoked = true;
      return send(response, 400, {
        error: 'invalid_grant',
        error_description: `This refresh token was used before: ${form.get('refresh_token')}`,
      });
    }
    known.number += 1;
    known.renewals += 1;
    await options.beforeAnswer?.(name);
    send(response, 200, {
      access_token: `at.${name}.${known.number}`,
      refresh_token: `rt.${name}.${known.number}`,
      token_type: 'Bearer',
      expires_in: options.expiresIn,
    });
  }

  let steps = 0;
  const server = createServer((request, response) => {
    if (request.url === '/steps') {
      steps += 1;
      return send(response, 200, { token: `step.${steps}`, expires_in: options.expiresIn });
    }
    if (request.url === '/token') return void token(request, response).catch(() => response.destroy());
    if (options.me?.status === 0) return void request.destroy();
    if (options.me) return send(response, options.me.status, options.me.body, options.me.headers);
    const isMe = isGood(request.headers.authorization?.replace('Bearer ', '') ?? '');
    send(response, isMe ? 200 : 401, isMe ? { id: '1', name: 'One' } : { error: 'invalid_token' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The token server has no port.');
  const { port } = address;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    options,
    steps: () => steps,
    begin(name) {
      families.set(name, { number: 1, isRevoked: false, renewals: 0, requests: 0 });
      return { accessToken: `at.${name}.1`, refreshToken: `rt.${name}.1` };
    },
    family,
    isGood,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
