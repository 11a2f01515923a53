import { AppCallError, type Placement } from '#connectors/kit/index.ts';
import { fillHeader, fillText } from '../template.ts';
import type { OutgoingRequest } from './authenticate.ts';
import { headerOf, withHeaders } from './with-headers.ts';
import { withQuery } from './with-query.ts';

interface Filling {
  values: Record<string, unknown>;
  app: string;
}

/** Puts a credential where the connector says that it goes. */
export function place<Request extends Pick<OutgoingRequest, 'url' | 'headers'>>(
  request: Request,
  placement: Placement,
  filling: Filling,
): Request {
  const { basic, cookies = {} } = placement;
  const headers = {
    ...(basic && { authorization: basicHeader(basic, filling) }),
    ...filledOf(placement.headers, (template) => fillHeader({ template, ...filling })),
  };
  const jar = Object.entries(filledOf(cookies, (template) => fillHeader({ template, ...filling })));
  const cookie = jar.map(([name, value]) => `${name}=${cookieValue(name, value, filling.app)}`);
  const others = headerOf(request.headers, 'cookie');
  return {
    ...request,
    url: withQuery(
      request.url,
      filledOf(placement.query, (template) => fillText({ template, ...filling })),
    ),
    headers: withHeaders(request.headers, {
      ...headers,
      ...(cookie.length > 0 && { cookie: [...(others ? [others] : []), ...cookie].join('; ') }),
    }),
  };
}

/** User and password as HTTP Basic sends them; each may be empty. */
export function basicHeader({ user, password }: NonNullable<Placement['basic']>, filling: Filling): string {
  const text = [user, password].map((template) => fillText({ template, ...filling }) ?? '').join(':');
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

/** Every template filled; an optional one without its value is left out. */
export function filledOf(
  templates: Record<string, string> = {},
  fill: (template: string) => string | undefined,
): Record<string, string> {
  const filled = Object.entries(templates).map(([name, template]) => [name, fill(template)] as const);
  return Object.fromEntries(filled.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

// A semicolon would end the cookie and begin another one.
function cookieValue(name: string, value: string, app: string): string {
  if (!/[;\s]/.test(value)) return value;
  throw new AppCallError(
    `The value for the cookie ${name} of ${app} holds a space or a semicolon, which no cookie can.`,
    {
      class: 'invalid',
      code: 'cookie_value',
      field: name,
    },
  );
}
