import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SealPlace } from '#server/keys/seal.ts';

/** The secret that an endpoint's messages are signed with: shown once, to be kept by the receiver. */
export const newEndpointSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export const secretPlace = (endpointId: string): SealPlace => ({
  table: 'endpoint',
  row: endpointId,
  column: 'secret',
});

interface Signable {
  secret: string;
  messageId: string;
  at: Date;
  payload: string;
}

/** The headers of Standard Webhooks: the same bytes, id and second give the same signature to whoever knows the secret. */
export function signedHeaders({ secret, messageId, at, payload }: Signable): Record<string, string> {
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(messageId, at, payload),
  };
}
