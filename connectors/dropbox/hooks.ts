import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature } from '../kit/index.ts';

const told = z.looseObject({ list_folder: z.looseObject({ accounts: z.array(z.string()) }) });

/**
 * https://www.dropbox.com/developers/reference/webhooks. One address for the app, entered in its console. A hook says in which
 * accounts something has changed, and not what.
 */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({ header: 'x-dropbox-signature', encoding: 'hex' }),
  challenge: ({ method, url }) => {
    const challenge = url.searchParams.get('challenge');
    if (method !== 'GET' || challenge === null) return undefined;
    // As text, and never taken for a page: anybody can ask.
    const headers = { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' };
    return { status: 200, headers, body: challenge };
  },
  events: ({ body }) =>
    read(body).list_folder.accounts.map((account) => ({
      // Two changes look the same to the letter: a name of its own keeps the second from being taken for the first.
      id: crypto.randomUUID(),
      type: 'files.changed',
      account,
      object: 'file',
      data: { account },
    })),
};

function read(body: Uint8Array): z.output<typeof told> {
  try {
    return told.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    const sentence = 'Dropbox sent a hook that names no accounts.';
    throw new AppCallError(sentence, { class: 'protocol', code: 'unreadable_hook', cause });
  }
}
