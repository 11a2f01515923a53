import { hashOf } from '../kit/index.ts';

/** How Mailchimp names a contact: by the MD5 of its address in small letters. */
export const contactHash = (email: string): string => hashOf('md5', email.trim().toLowerCase()).toString('hex');

export const audiencePath = (audience: string, rest = ''): string => `/lists/${encodeURIComponent(audience)}${rest}`;

export const memberPath = (audience: string, hash: string, rest = ''): string =>
  audiencePath(audience, `/members/${encodeURIComponent(hash)}${rest}`);
