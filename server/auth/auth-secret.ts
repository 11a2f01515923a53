import { createHmac } from 'node:crypto';
import { masterKey } from '#server/keys/key-provider.ts';

/** What session cookies are encrypted with: derived from the key, so that every process has it and it is stored nowhere. */
export const authSecret = (): string =>
  createHmac('sha256', masterKey().reveal()).update('member session cookie').digest('base64url');
