import { hmacSignature } from './hmac-signature.ts';
import type { ConnectorHooks, HookSecrets } from './hooks.ts';

interface StandardWebhooks {
  /** Of the three headers; `webhook` unless told. `svix`: as Svix called them before there was a standard. */
  prefix?: 'webhook' | 'svix';
  /** Which secret signs, with or without `whsec_`; the subscription's unless told. */
  key?: (secrets: HookSecrets) => string | undefined;
  /** Seconds on either side; 300 unless told. */
  tolerance?: number;
}

/** Checks a hook signed by HMAC as Standard Webhooks says (https://www.standardwebhooks.com), which many apps follow: over id, time and the very bytes. */
export function standardWebhooks(scheme: StandardWebhooks = {}): Exclude<ConnectorHooks['verify'], 'none'> {
  const { prefix = 'webhook', key = ({ secret }) => secret, tolerance } = scheme;
  const verify = hmacSignature({
    header: `${prefix}-signature`,
    // Several while a secret is changed, and of kinds that are not for us.
    parse: (header) => ({
      signatures: header.split(' ').flatMap((part) => (part.startsWith('v1,') ? [part.slice('v1,'.length)] : [])),
    }),
    encoding: 'base64',
    key: (secrets) => {
      const bytes = Buffer.from((key(secrets) ?? '').replace(/^whsec_/, ''), 'base64');
      return bytes.length > 0 ? bytes : undefined;
    },
    signed: ({ headers, body }, timestamp) => [`${headers.get(`${prefix}-id`)}.${timestamp}.`, body],
    timestamp: { header: `${prefix}-timestamp`, unit: 's', ...(tolerance !== undefined && { tolerance }) },
  });
  return (request, secrets, now) =>
    request.headers.get(`${prefix}-id`)
      ? verify(request, secrets, now)
      : { ok: false as const, because: 'missing_header' };
}
