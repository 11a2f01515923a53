import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import { withQuery } from '../auth/with-query.ts';
import { fillTemplate } from '../template.ts';
import { askForToken, endpointsOf } from './ask-for-token.ts';
import { vendorKeys } from './vendor-keys.ts';

interface RequestTokenInput {
  access: Access;
  callbackUrl: string;
  now: Date;
}

/** The first of three legs (RFC 5849, 2.1): gives what is kept until the person comes back, and where the browser goes to ask them. */
export async function requestToken(
  input: RequestTokenInput,
): Promise<{ url: URL; token: string; tokenSecret: string }> {
  const { access, callbackUrl, now } = input;
  const { token, tokenSecret, values } = await askForToken({
    access,
    endpoint: 'requestToken',
    keys: vendorKeys(access),
    more: { oauth_callback: callbackUrl },
    now,
  });
  const app = access.connector.connector.name;
  if (values.oauth_callback_confirmed !== 'true') {
    // Without it anybody could finish what somebody else has begun (the flaw of OAuth 1.0 before 1.0a).
    throw new AppCallError(`${app} does not confirm where it sends people back to, so nobody is sent there.`, {
      class: 'protocol',
      code: 'callback_not_confirmed',
    });
  }
  const { endpoints } = endpointsOf(access);
  const authorize = fillTemplate({ template: endpoints.authorize, values: access.values, app });
  return { url: withQuery(authorize, { oauth_token: token }), token, tokenSecret };
}
