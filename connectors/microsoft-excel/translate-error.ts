import { odataErrors } from '../kit/index.ts';

/** Where the status does not say it: https://learn.microsoft.com/en-us/graph/workbook-error-codes and https://learn.microsoft.com/en-us/graph/errors. */
export const translateError = odataErrors({
  invalidauthenticationtoken: 'auth',
  unauthenticated: 'auth',
  accessdenied: 'permission',
  itemnotfound: 'not_found',
  invalidsessionnotfound: 'not_found',
  // Macros, a password, or more than Excel for the web opens.
  unsupportedworkbook: 'invalid',
  invalidsessionunsupportedworkbook: 'invalid',
  accessconflict: 'conflict',
  invalidsessionaccessconflict: 'conflict',
  itemalreadyexists: 'conflict',
  namealreadyexists: 'conflict',
  resourcelocked: 'conflict',
  activitylimitreached: 'rate_limited',
  quotalimitreached: 'quota',
  responsepayloadsizelimitexceeded: 'too_large',
  invalidsessionrecreatable: 'app_down',
  transientfailure: 'app_down',
});
