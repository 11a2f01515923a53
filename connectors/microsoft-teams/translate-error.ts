import { odataErrors } from '../kit/index.ts';

/** Where the status does not say it: https://learn.microsoft.com/en-us/graph/errors. */
export const translateError = odataErrors({
  invalidauthenticationtoken: 'auth',
  authorization_requestdenied: 'permission',
  request_resourcenotfound: 'not_found',
  syncstatenotfound: 'not_found',
  namealreadyexists: 'conflict',
  applicationthrottled: 'rate_limited',
  quotalimitreached: 'quota',
});
