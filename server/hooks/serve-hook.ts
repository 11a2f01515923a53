import type { HookAnswer, HookRequest } from '#connectors/kit/index.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import type { RawAnswer, RawRequest } from '#server/http/serve-raw.ts';
import { log } from '#server/log.ts';
import { certificateAt } from './certificate.ts';
import { type HookPlace, readHookTarget } from './hook-address.ts';
import type { HookSource } from './hook-source.ts';
import { judgeHook } from './judge-hook.ts';
import { keepHook } from './keep-hook.ts';
import { sourceAt } from './known-sources.ts';

const maxBytes = 1024 * 1024;

/** Takes in what an app tells: checked, kept once and answered; what it means is worked out after. */
export async function serveHook(request: RawRequest, clock: Clock = systemClock): Promise<RawAnswer> {
  try {
    return await receive(request, clock);
  } catch (error) {
    // The app tries again: nothing is lost that it still holds.
    log.error('A hook could not be taken in.', { error });
    return answer({ status: 503, headers: { 'retry-after': '10' }, body: 'Not now. Send it again.' });
  }
}

async function receive(raw: RawRequest, clock: Clock): Promise<RawAnswer> {
  const target = readHookTarget(raw.target);
  if (!target) return answer({ status: 404, body: 'Nobody listens here.' });
  const body = await readBody(raw);
  if (body === undefined) return answer({ status: 413, body: 'A hook may be 1 MiB large.' });
  const { place, url } = target;
  const taken: Taken = { place, now: clock.now(), request: { method: raw.method, url, headers: raw.headers, body } };
  const told = (await take(taken, false)) ?? (await take(taken, true));
  if (told === undefined) throw new Error('Who may tell was changed while it was told.');
  return answer(told);
}

interface Taken {
  place: HookPlace;
  request: HookRequest;
  now: Date;
}

/** Undefined where it has to be looked up anew who tells: what was known of it is not so any more. */
async function take({ place, request, now }: Taken, isFresh: boolean): Promise<HookAnswer | undefined> {
  const source = await sourceAt(place, isFresh);
  if (source === 'gone') return { status: 410, body: 'This subscription has ended.' };
  if (source === 'unknown') return { status: 404, body: 'Nobody listens here.' };
  const secrets = await withCertificate(source, request);
  const judged = judgeHook({ hooks: source.hooks, request, secrets, token: tokenOf(place), now });
  if (judged.kind === 'question') return judged.answer;
  const { environmentId } = place;
  const known = { environmentId, connector: source.loaded.slug, connectionId: source.subscription?.connectionId };
  if (judged.kind === 'refused') {
    if (!isFresh) return undefined;
    log.warn('A hook was refused.', { ...known, code: judged.because });
    return { status: 401, body: `Refused: ${judged.because}.` };
  }
  if (request.method !== 'POST' && request.method !== 'PUT') return { status: 405, body: 'Send it by POST.' };
  if (!(await keepHook(environmentId, { source, request, now }))) return undefined;
  log.debug('A hook was taken in.', known);
  return answerOf(source, request);
}

const tokenOf = (place: HookPlace): string | undefined => (place.kind === 'subscription' ? place.token : undefined);

async function withCertificate({ hooks, secrets }: HookSource, request: HookRequest) {
  const url = hooks.certificateUrl?.(request);
  return url === undefined ? secrets : { ...secrets, certificate: await certificateAt(url) };
}

function answerOf({ hooks }: HookSource, request: HookRequest): HookAnswer {
  const { answer: declared = { status: 200, body: '' } } = hooks;
  if (typeof declared !== 'function') return declared;
  try {
    return declared(request);
  } catch {
    // It is kept, whatever would have been said to it.
    return { status: 200, body: '' };
  }
}

/** What an app sent may come back in an answer: never as a page. */
function answer({ status, headers = {}, body }: HookAnswer): RawAnswer {
  const given = new Headers({ 'content-type': 'text/plain', ...headers });
  given.set('x-content-type-options', 'nosniff');
  given.set('content-security-policy', "default-src 'none'; sandbox");
  given.set('cache-control', 'no-store');
  if (status !== 204) given.set('content-length', String(Buffer.byteLength(body)));
  return { status, headers: given, body };
}

/** The very bytes; undefined where there are too many, which are then not read. */
async function readBody({ headers, body }: RawRequest): Promise<Buffer | undefined> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
