import { egress } from '#server/http/egress.ts';

const keptMs = 3_600_000;
const mostKept = 100;
const maxBytes = 65_536;
const timeoutMs = 3_000;

interface Kept {
  at: number;
  pem: Promise<string>;
}

const kept = new Map<string, Kept>();

/** The certificate that an app signs with, from the app's own address, fetched once an hour. */
export function certificateAt(url: URL): Promise<string> {
  const known = kept.get(url.href);
  if (known && Date.now() - known.at < keptMs) return known.pem;
  const pem = fetchCertificate(url);
  // Who asks with many addresses must not fill our memory.
  if (kept.size >= mostKept) kept.clear();
  kept.set(url.href, { at: Date.now(), pem });
  pem.catch(() => kept.delete(url.href));
  return pem;
}

async function fetchCertificate(url: URL): Promise<string> {
  const { status, body } = await egress({ method: 'GET', url, timeoutMs, maxBytes, maxRedirects: 0 });
  if (status !== 200) throw new Error(`The certificate could not be fetched: ${status}.`);
  return body.toString();
}
