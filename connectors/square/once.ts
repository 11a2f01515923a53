import { hashOf } from '../kit/index.ts';

/** Square takes 45 letters for some calls: the same key always gives the same one of 43. */
export const onceKey = (idempotencyKey: string, part: string | number = ''): string =>
  hashOf('sha256', `${idempotencyKey}/${part}`).toString('base64url');

export const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
