import { odataErrors } from '../kit/index.ts';

/** Where the status does not say it: https://learn.microsoft.com/en-us/graph/errors and what Exchange answers through Graph. */
export const translateError = odataErrors({
  invalidauthenticationtoken: 'auth',
  erroraccessdenied: 'permission',
  // The person has no mailbox that Graph reaches.
  mailboxnotenabledforrestapi: 'permission',
  mailboxnothostedinexchangeonline: 'permission',
  erroritemnotfound: 'not_found',
  errorinvalididmalformed: 'not_found',
  syncstatenotfound: 'not_found',
  syncstateinvalid: 'not_found',
  applicationthrottled: 'rate_limited',
  errorserverbusy: 'rate_limited',
  errorirresolvableconflict: 'conflict',
  errorfolderexists: 'conflict',
  errorquotaexceeded: 'quota',
  errorexceededmessagelimit: 'quota',
  errormessagesizeexceeded: 'too_large',
  responsepayloadsizelimitexceeded: 'too_large',
});
