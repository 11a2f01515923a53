import { hash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from './chance.ts';

/** What happens to a page on its way: to the connection, to the text, or to which rows come when. */
const tricks = ['cut', 'slow', 'truncated', 'half', 'shuffled', 'swapped', 'repeated'] as const;
export type Trick = (typeof tricks)[number];
/** What happens to the connection and the text alone. */
const plainTricks = 3;

const rowsPage = z.looseObject({ data: z.array(z.unknown()), next_cursor: z.string().nullable() });
type RowsPage = z.infer<typeof rowsPage>;

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

const pagesAt = '/api/v1/contacts';
const fieldsAt = '/api/v1/fields/contacts';
const longestHaltMs = 800;

/**
 * The way from the workers to the app. The share `badShare` of the app's pages has an accident on it; none of them takes
 * a row away for good, so that whoever reads on gets all there is.
 */
export class BadRoad {
  readonly happened: Record<Trick | 'notModified', number> = {
    cut: 0,
    slow: 0,
    truncated: 0,
    half: 0,
    shuffled: 0,
    swapped: 0,
    repeated: 0,
    notModified: 0,
  };
  badShare = 0;
  /** Each page comes in its place and as it is: an accident only happens to its text. */
  keepsOrder = false;
  /** How many pages were asked for. */
  asked = 0;
  readonly #server: Server;
  readonly #to: string;
  readonly #chance: Chance;
  /** What comes at a marker that the road itself has given out. */
  readonly #kept = new Map<string, () => Promise<Answer>>();

  private constructor(to: string, chance: Chance) {
    this.#to = to;
    this.#chance = chance;
    this.#server = createServer((req, res) => void this.#answer(req, res).catch(() => res.destroy()));
  }

  static async start(to: string, chance: Chance): Promise<BadRoad> {
    const road = new BadRoad(to, chance);
    await new Promise<void>((resolve, reject) => {
      road.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return road;
  }

  get port(): number {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The road is closed.');
    return address.port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', this.#to);
    const { authorization } = req.headers;
    const ask = (at: URL) => this.#ask(at, authorization);
    if (req.method === 'GET' && url.pathname === fieldsAt) return this.#send(req, res, await ask(url), undefined);
    if (req.method !== 'GET' || url.pathname !== pagesAt) throw new Error('Nobody reads anything else in this test.');
    this.asked++;
    const trick =
      this.#chance.number() < this.badShare
        ? tricks[this.#chance.whole((this.keepsOrder ? plainTricks : tricks.length) - 1)]
        : undefined;
    const kept = this.#kept.get(url.searchParams.get('cursor') ?? '');
    const honest = kept ? await kept() : undefined;
    const answer = honest ?? (await this.#pageOf(url, trick, ask));
    await this.#send(req, res, answer, trick);
  }

  async #ask(url: URL, authorization: string | undefined): Promise<Answer> {
    const { status, headers, ...rest } = await fetch(url, {
      headers: { ...(authorization && { authorization }) },
    }).then(async (response) => ({ status: response.status, headers: response.headers, text: await response.text() }));
    return { status, headers, ...rest };
  }

  /** Which rows come, in which order, and what follows them. */
  async #pageOf(url: URL, trick: Trick | undefined, ask: (url: URL) => Promise<Answer>): Promise<Answer> {
    if (trick === 'half') {
      const short = new URL(url);
      short.searchParams.set('limit', String(Math.ceil(Number(url.searchParams.get('limit')) / 2)));
      return this.#count(trick, await ask(short));
    }
    const answer = await ask(url);
    if (answer.status !== 200) return answer;
    const page = rowsPage.parse(JSON.parse(answer.text));
    if (trick === 'shuffled') {
      return this.#count(trick, withPage(answer, { ...page, data: this.#chance.shuffled(page.data) }));
    }
    if (trick === 'repeated') {
      const again = this.#keep(() => Promise.resolve(answer));
      return this.#count(trick, withPage(answer, { ...page, next_cursor: again }));
    }
    return trick === 'swapped' ? this.#swapped(url, answer, page, ask) : answer;
  }

  /** The page after this one first. Not where that is the last: what changes meanwhile moves behind it. */
  async #swapped(url: URL, answer: Answer, page: RowsPage, ask: (url: URL) => Promise<Answer>): Promise<Answer> {
    if (page.next_cursor === null) return answer;
    const after = new URL(url);
    after.searchParams.set('cursor', page.next_cursor);
    const second = await ask(after);
    const secondPage = second.status === 200 ? rowsPage.parse(JSON.parse(second.text)) : undefined;
    if (!secondPage || secondPage.next_cursor === null) return answer;
    const { next_cursor } = secondPage;
    const skipped = this.#keep(async () => {
      const first = await ask(url);
      return first.status === 200 ? withPage(first, { ...rowsPage.parse(JSON.parse(first.text)), next_cursor }) : first;
    });
    return this.#count('swapped', withPage(second, { ...secondPage, next_cursor: skipped }));
  }

  #keep(answer: () => Promise<Answer>): string {
    const marker = `kept-${this.#kept.size + 1}`;
    this.#kept.set(marker, answer);
    return marker;
  }

  #count(trick: Trick, answer: Answer): Answer {
    this.happened[trick]++;
    return answer;
  }

  async #send(req: IncomingMessage, res: ServerResponse, answer: Answer, trick: Trick | undefined): Promise<void> {
    const etag = `"${hash('sha256', answer.text, 'hex').slice(0, 16)}"`;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      etag,
      ...(answer.headers.has('date') && { date: answer.headers.get('date') ?? '' }),
    };
    if (answer.status === 200 && req.headers['if-none-match'] === etag && trick === undefined) {
      this.happened.notModified++;
      res.writeHead(304, headers).end();
      return;
    }
    const bytes = Buffer.from(answer.text);
    const middle = Math.floor(bytes.length * this.#chance.number());
    if (trick === 'truncated' && answer.status === 200) {
      this.happened.truncated++;
      // Nothing at all would be an answer without a body, which is another thing.
      const end = Math.min(Math.max(middle, 1), bytes.length - 1);
      res.writeHead(200, { ...headers, 'content-length': end }).end(bytes.subarray(0, end));
      return;
    }
    res.writeHead(answer.status, { ...headers, 'content-length': bytes.length });
    if (trick === 'cut' || trick === 'slow') {
      this.happened[trick]++;
      res.write(bytes.subarray(0, middle));
      await sleep(trick === 'slow' ? this.#chance.whole(longestHaltMs) : 1);
      if (trick === 'cut') return void res.destroy();
      res.end(bytes.subarray(middle));
    } else res.end(bytes);
  }
}

const withPage = (answer: Answer, page: RowsPage): Answer => ({ ...answer, text: JSON.stringify(page) });
