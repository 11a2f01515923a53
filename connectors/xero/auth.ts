import { z } from 'zod';
import { type AccountType, clientCredentials, clientFields, type OAuth2Auth } from '../kit/index.ts';

/** The narrow scopes: apps made since 2 March 2026 know no others (https://developer.xero.com/faq/granular-scopes). */
const scopeWords = {
  offline_access: 'Keep access until you disconnect',
  'accounting.contacts.read': 'See your customers and suppliers',
  'accounting.contacts': 'Create and change customers and suppliers',
  'accounting.invoices.read': 'See invoices, bills, credit notes, quotes, purchase orders and items',
  'accounting.invoices': 'Create and change invoices, bills, credit notes, quotes, purchase orders and items',
  'accounting.payments.read': 'See payments',
  'accounting.payments': 'Record payments',
  'accounting.settings.read': 'See the organisation, its accounts and tax rates',
  'accounting.banktransactions.read': 'See money spent, received and transferred',
  'accounting.banktransactions': 'Record money spent and received',
  'accounting.manualjournals.read': 'See manual journals',
  'accounting.manualjournals': 'Create manual journals',
  'accounting.reports.profitandloss.read': 'Read the profit and loss report',
  'accounting.reports.balancesheet.read': 'Read the balance sheet',
  'accounting.reports.trialbalance.read': 'Read the trial balance',
};

const least = [
  'accounting.contacts.read',
  'accounting.invoices.read',
  'accounting.payments.read',
  'accounting.settings.read',
];
const tokenUrl = 'https://identity.xero.com/connect/token';

/** https://developer.xero.com/documentation/guides/oauth2/auth-flow */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://login.xero.com/identity/connect/authorize',
  tokenUrl,
  revokeUrl: 'https://identity.xero.com/connect/revocation',
  scopes: ['offline_access', ...least],
  scopeWords,
  clientAuth: 'basic',
  refresh: 'rotating',
  // For half an hour the one before is taken again, for answers that got lost.
  reuse: 'allowed',
  defaultExpiresIn: 1800,
};

const custom = clientCredentials({
  tokenUrl,
  fields: clientFields,
  help: 'Of a custom connection: developer.xero.com → My Apps → New app → Custom connection.',
  clientAuth: 'basic',
  defaultExpiresIn: 1800,
});

export const accountTypes: Record<string, AccountType> = {
  signIn: { label: 'Sign in with Xero', detail: 'For everybody' },
  custom: { label: 'With a custom connection', detail: 'An app of your own, for one organisation', auth: custom },
};

/** Who has connected several organisations says which one is meant. */
export const before = z.object({
  wantedOrganisation: z.string().trim().default('').meta({
    title: 'Organisation',
    placeholder: 'Acme Lamps Ltd',
    description: 'Its name in Xero. Empty: the one that you choose when you sign in.',
  }),
});

export const appFields = z.object({
  webhookSecret: z.string().trim().default('').meta({
    title: 'Webhooks key',
    secret: true,
    description: 'Of the app’s Webhooks page. Needed for events; without it none is accepted.',
  }),
});
