import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/** https://documentation.bamboohr.com/docs/getting-started */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://{{company}}.bamboohr.com/authorize.php',
  tokenUrl: 'https://{{company}}.bamboohr.com/token.php',
  authorizeParameters: { request: 'authorize' },
  tokenParameters: { request: 'token' },
  refreshParameters: { request: 'token' },
  scopes: [
    'openid',
    'offline_access',
    'employee',
    'employee:name',
    'employee:contact',
    'employee:job',
    'field',
    'company:info',
  ],
  optionalScopes: [
    'employee:custom_fields',
    'employee.write',
    'employee:management.write',
    'time_off',
    'time_off.write',
    'hiring:applications',
    'hiring:applications.write',
    'webhooks.write',
  ],
  scopeWords: {
    openid: 'Know who connected',
    offline_access: 'Keep access until you disconnect',
    employee: 'See employees',
    'employee:name': 'See their names',
    'employee:contact': 'See how to reach them at work',
    'employee:job': 'See their jobs and departments',
    'employee:custom_fields': 'See your own fields of employees',
    field: 'See which fields there are',
    'company:info': 'Know the name of your company',
    'employee.write': 'Change employees',
    'employee:management.write': 'Add employees',
    time_off: 'See time off',
    'time_off.write': 'Approve and deny time off',
    'hiring:applications': 'See applications',
    'hiring:applications.write': 'Move and comment on applications',
    'webhooks.write': 'Be told at once when an employee changes',
  },
  pkce: false,
  refresh: 'rotating',
  reuse: 'refused',
  defaultExpiresIn: 3600,
};

const key: KeyAuth = {
  kind: 'key',
  fields: z.object({
    apiKey: z.string().trim().min(10, 'The API key is missing.').meta({ title: 'API key', secret: true }),
  }),
  help: 'BambooHR: your name, bottom left → API Keys → Add New Key. It may do what you may do.',
  place: { basic: { user: '{{apiKey}}', password: 'x' } },
};

export const accountTypes: Record<string, AccountType> = {
  oauth: { label: 'Sign in with BambooHR', detail: 'As far as you allow it' },
  key: { label: 'With an API key', detail: 'Everything that its owner may do', auth: key },
};
