import { z } from 'zod';
import type { AccountType, OAuth2Auth } from '../kit/index.ts';

export const writeMail = 'Mail.ReadWrite';
export const sendMail = 'Mail.Send';
export const readCalendars = 'Calendars.Read';
export const writeCalendars = 'Calendars.ReadWrite';
export const readContacts = 'Contacts.Read';
export const writeContacts = 'Contacts.ReadWrite';

const place = 'https://login.microsoftonline.com/{{tenant || audience}}/oauth2/v2.0';

/** https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow. A refresh brings a new refresh token; the old one stays good. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${place}/authorize`,
  tokenUrl: `${place}/token`,
  scopes: ['User.Read', 'Mail.Read'],
  // It brings the refresh token, and is never named among the granted.
  optionalScopes: ['offline_access'],
  scopeWords: {
    offline_access: 'Keep access until you disconnect',
    'User.Read': 'See who connected',
    'Mail.Read': 'Read your mail',
    [writeMail]: 'Read, change, move and delete your mail',
    [sendMail]: 'Send mail as you',
    [readCalendars]: 'See your calendars',
    [writeCalendars]: 'See and change your calendars',
    [readContacts]: 'See your contacts',
    [writeContacts]: 'See and change your contacts',
  },
  refresh: 'rotating',
  reuse: 'allowed',
};

export const appFields = z.object({
  tenant: z.string().trim().default('').meta({
    title: 'Tenant',
    description: 'Only of an app that is registered for one organisation: its tenant id. Else empty.',
  }),
});

export const accountTypes: Record<string, AccountType> = {
  work: { label: 'Work or school account', detail: 'Microsoft 365', values: { audience: 'organizations' } },
  personal: { label: 'Personal account', detail: 'outlook.com, hotmail.com', values: { audience: 'consumers' } },
};
