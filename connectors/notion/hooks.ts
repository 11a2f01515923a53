import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const payload = z.looseObject({
  id: z.string().optional(),
  type: z.string().optional(),
  timestamp: z.string().optional(),
  workspace_id: z.string().optional(),
  verification_token: z.string().optional(),
  entity: z.looseObject({ id: z.string(), type: z.string() }).optional(),
});

/** https://developers.notion.com/reference/webhooks. Notion signs with the verification token that it sends once; no time is signed, so a copy is known by its id. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({ header: 'x-notion-signature', prefix: 'sha256=', encoding: 'hex' }),
  events: ({ body }) => {
    const {
      id = '',
      type = 'unknown',
      timestamp,
      workspace_id,
      entity,
      ...rest
    } = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    return [
      {
        id,
        type,
        ...(workspace_id && { account: workspace_id }),
        ...(entity?.type === 'page' && { object: 'row', key: entity.id }),
        ...(timestamp && { at: timestamp }),
        data: z.json().parse({ ...rest, entity: entity ?? null }),
      },
    ];
  },
};
