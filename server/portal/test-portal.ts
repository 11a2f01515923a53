import { type Clock, systemClock } from '#server/clock.ts';
import { baseUrl } from '#server/env.ts';
import { servePortalAct, servePortalPage } from './serve-portal.ts';

/** Whatever was answered: a test says which parts it expects. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every kind are compared with literals.
type Answered = any;

/** A browser at the hosted page: it keeps its cookies. */
export class PortalBrowser {
  readonly #clock: Clock;
  #cookie = '';

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /** Looks at a link, as a person or a program does; gives what the page has in it. */
  async get(link: string): Promise<{ status: number; headers: Headers; page: Answered; html: string }> {
    const url = new URL(link);
    const [, , environment = '', id = ''] = url.pathname.split('/');
    const request = new Request(url, { headers: this.#headers(url) });
    const answer = await servePortalPage(request, { environment, link: id }, this.#clock);
    const html = await answer.text();
    const data = html.match(/<script type="application\/json" id="portal">(.*?)<\/script>/s)?.[1] ?? 'null';
    return { status: answer.status, headers: answer.headers, page: JSON.parse(data), html };
  }

  /** Does something at a link, with the token of its fragment. */
  async act(
    link: string,
    act: string,
    body: object = {},
    origin: string = new URL(baseUrl()).origin,
  ): Promise<Answered> {
    const url = new URL(link);
    const [, , environment = '', id = ''] = url.pathname.split('/');
    const request = new Request(`${url.origin}${url.pathname}/${act}`, {
      method: 'POST',
      headers: { ...this.#headers(url), origin, 'content-type': 'application/json' },
      body: JSON.stringify({ token: url.hash.slice(1), ...body }),
    });
    const answer = await servePortalAct(request, { environment, link: id, act }, this.#clock);
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    return { status: answer.status, ...JSON.parse(await answer.text()) };
  }

  #headers(url: URL): Record<string, string> {
    return { host: url.host, 'accept-language': 'en', ...(this.#cookie && { cookie: this.#cookie }) };
  }
}
