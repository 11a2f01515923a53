import { z } from 'zod';
import type { LimitHeaders, RateLimit } from '#connectors/kit/index.ts';
import { type Access, accessOf } from '#server/runtime/access.ts';

/** An app with nothing but limits. */
export function limitedAccess(limits: readonly RateLimit[], limitHeaders?: LimitHeaders): Access {
  const connector = {
    ...{ name: 'Acme', category: 'Other' as const, description: 'An app with limits.', version: '1' },
    ...{ docs: 'https://acme.example', auth: { kind: 'none' as const }, settings: z.object({}), objects: {} },
    limits: [...limits],
    ...(limitHeaders && { limitHeaders }),
  };
  const loaded = { slug: 'acme', connector, iconPath: '' };
  return accessOf({ connector: loaded, accountType: null, client: undefined, learnt: {} });
}
