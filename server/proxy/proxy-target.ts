import { AppError } from '#server/errors.ts';

export interface ProxyTarget {
  /** What is called, as software sees it. */
  url: URL;
  /** Path and query as the caller wrote them, below the path of the base address. */
  target: string;
}

/**
 * Where a call through the proxy goes: `rest` is what the caller wrote after `/proxy`, to the letter, and `base` an
 * address of the app. The path may be anything that stays below the base, whoever reads it and however often they decode it.
 */
export function proxyTarget(rest: string, base: URL): ProxyTarget {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(rest) ?? [];
  const problem = problemOf(path, rest);
  if (problem !== undefined) throw refused(problem);
  const basePath = base.pathname.replace(/\/+$/, '');
  const target = `${basePath}${path}` || '/';
  const url = URL.parse(base.origin + target + query);
  const isBelow = url !== null && url.origin === base.origin && `${url.pathname}/`.startsWith(`${basePath}/`);
  if (!isBelow) throw refused('leads away from the address of the app');
  return { url, target: target + query };
}

function problemOf(path: string, rest: string): string | undefined {
  if (rest.includes('#')) return 'holds a #, which no request has';
  if (path !== '' && !path.startsWith('/')) return 'does not begin with a slash';
  if (path.startsWith('//')) return 'begins with two slashes, which is how an address of another host begins';
  if (path.includes('\\')) return 'holds a backslash, which some servers read as a slash';
  for (const form of decodings(path)) {
    if (/\p{Cc}/u.test(form)) return 'holds a control character';
    if (form.split(/[/\\]/).some(isDots))
      return 'holds . or .. as a step of its own, which could lead out of the app’s API';
  }
  return undefined;
}

const maxDecodings = 4;

/** The path as it is, and as it is after each further decoding: servers behind servers decode more than once. */
function decodings(path: string): string[] {
  const forms = [path];
  for (let last = path; forms.length <= maxDecodings; ) {
    const decoded = last.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (decoded === last) break;
    forms.push(decoded);
    last = decoded;
  }
  return forms;
}

/** Also `..;x=1`: some servers cut parameters off a step before they follow it. */
function isDots(step: string): boolean {
  return /^\s*\.{1,2}\s*(;|$)/.test(step);
}

function refused(problem: string): AppError {
  return new AppError('invalid', `The path after /proxy ${problem}.`, {
    field: 'path',
    remedy: 'Write the path as the app’s documentation does, below the address of its API.',
  });
}
