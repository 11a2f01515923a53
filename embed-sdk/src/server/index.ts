/** The server door of `@portico/embed`: signs embed tokens and checks webhooks. Node only; fails in a browser. */

export { createEmbedToken, type EmbedTokenOptions } from './create-embed-token.ts';
export type { PrivateKey } from './signing-key.ts';
export {
  verifyWebhook,
  type WebhookHeaders,
  type WebhookOptions,
  type WebhookRefusal,
  WebhookVerificationError,
} from './verify-webhook.ts';
