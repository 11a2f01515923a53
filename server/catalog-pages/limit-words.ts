import type { Connector, RateLimit } from '#connectors/kit/index.ts';

const scopes: Record<RateLimit['scope'], string> = {
  connection: 'for each connected account',
  app: 'for your OAuth app, all customers together',
  customer: 'for all accounts of one customer',
};

const second = 1_000;
const units: [number, string, string][] = [
  [86_400 * second, 'a day', 'days'],
  [3_600 * second, 'an hour', 'hours'],
  [60 * second, 'a minute', 'minutes'],
  [second, 'a second', 'seconds'],
];

/** "100 requests in 10 seconds for each connected account, 8 at the same time." */
export function limitWords({ scope, requests, perMs, concurrent }: RateLimit): string {
  const atOnce = concurrent === undefined ? '' : `, ${number(concurrent)} at the same time`;
  return `${number(requests)} ${requests === 1 ? 'request' : 'requests'} ${spanWords(perMs)} ${scopes[scope]}${atOnce}.`;
}

/** What Portico does about limits beside keeping below them. */
export function limitNote({
  name,
  limits = [],
  limitHeaders,
}: Pick<Connector, 'name' | 'limits' | 'limitHeaders'>): string {
  const kept =
    limits.length === 0
      ? `No limit of ${name} is written down here.`
      : 'Portico keeps below this, over all workers and all calls together.';
  const told =
    limitHeaders === undefined
      ? 'When the app says that it is too much, Portico waits for as long as the app asks for.'
      : `What the app tells in its header ${limitHeaders.remaining} is obeyed too.`;
  return `${kept} ${told}`;
}

export function spanWords(ms: number): string {
  const [size, one, many] = units.find(([unit]) => ms % unit === 0) ?? [1, 'a millisecond', 'milliseconds'];
  return ms === size ? one : `in ${number(ms / size)} ${many}`;
}

const number = (value: number): string => value.toLocaleString('en');
