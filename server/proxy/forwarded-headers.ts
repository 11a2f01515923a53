/** Of one connection between two neighbours, and of nobody behind them (RFC 9110, 7.6.1). */
const hopByHop = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
];

/** The caller's own: who it is to us, and where its request has been on its way. */
const neverSent = new Set([
  ...hopByHop,
  ...['authorization', 'cookie', 'host', 'expect', 'content-length', 'forwarded', 'via', 'x-real-ip', 'x-client-ip'],
  ...['true-client-ip', 'cf-connecting-ip', 'fly-client-ip', 'x-vercel-id', 'x-cluster-client-ip'],
]);
const neverSentPrefixes = ['portico-', 'x-portico-', 'x-forwarded-', 'sec-fetch-', 'cf-'];

/**
 * What speaks for the server that a browser or cache believes to talk to, which is ours: an app must not send callers
 * elsewhere, open our address to web pages, or let a cache give one customer's data to another.
 */
const neverGiven = new Set([
  ...hopByHop,
  ...['strict-transport-security', 'alt-svc', 'public-key-pins', 'expect-ct', 'clear-site-data', 'report-to', 'nel'],
  ...['reporting-endpoints', 'service-worker-allowed', 'cache-control', 'expires', 'pragma', 'surrogate-control'],
  ...['cdn-cache-control', 'cdn-loop', 'age', 'server-timing', 'content-security-policy'],
]);
const neverGivenPrefixes = ['portico-', 'access-control-', 'cross-origin-', 'x-middleware-', 'x-nextjs-'];

/** What of a caller's headers the app is sent. Compressed answers only for who asked for them: the bytes go through as they are. */
export function sentHeaders(headers: Headers): Record<string, string> {
  const sent = kept(headers, neverSent, neverSentPrefixes);
  return { 'accept-encoding': 'identity', ...Object.fromEntries(sent) };
}

/** What of an app's headers the caller is given. Cookies are the app's with us, and not with the caller, who may ask for them. */
export function givenHeaders(headers: Headers, isRaw: boolean): Headers {
  const given = new Headers();
  for (const [name, value] of kept(headers, neverGiven, neverGivenPrefixes)) {
    if (name !== 'set-cookie' || isRaw) given.append(name, value);
  }
  const caching = headers.get('cache-control');
  if (caching !== null) given.set('portico-cache-control', caching);
  given.set('cache-control', 'private, no-store');
  // A page of the app is data here: nothing of it may run under our address.
  given.set('content-security-policy', "default-src 'none'; sandbox");
  given.set('x-content-type-options', 'nosniff');
  return given;
}

function kept(headers: Headers, never: Set<string>, prefixes: string[]): [string, string][] {
  const named = (headers.get('connection') ?? '').toLowerCase().split(',');
  const ofThisHop = new Set(named.map((name) => name.trim()));
  return [...headers].filter(
    ([name]) => !never.has(name) && !ofThisHop.has(name) && !prefixes.some((prefix) => name.startsWith(prefix)),
  );
}
