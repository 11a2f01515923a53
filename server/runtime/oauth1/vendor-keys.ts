import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';

/** The consumer key and secret of the vendor's registration at the app. */
export function vendorKeys({ client, connector }: Access): { consumerKey: string; consumerSecret: string } {
  if (client !== undefined) return { consumerKey: client.clientId, consumerSecret: client.clientSecret.reveal() };
  throw new AppCallError(`No OAuth app is registered for ${connector.connector.name}.`, {
    class: 'internal',
    code: 'no_oauth_app',
  });
}
