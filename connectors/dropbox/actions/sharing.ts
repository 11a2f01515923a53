import { z } from 'zod';
import { defineAction, isAppCallError } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { sharedLink } from '../objects/rows.ts';
import { ask, tell } from '../rpc.ts';
import { itemPath } from './fields.ts';

const links = z.looseObject({ links: z.array(sharedLink) });

export const shareLink = defineAction({
  title: 'Get a shared link',
  description: 'The one that is there, as it is, or a new one.',
  input: z.object({
    item: itemPath,
    audience: z
      .enum(['public', 'team'])
      .default('public')
      .meta({ title: 'For', choices: { public: 'Everybody who has it', team: 'Members of the team' } }),
    password: z.string().min(1).optional().meta({ title: 'Password', secret: true, description: 'On paid plans.' }),
    expires: z.iso.datetime().optional().meta({ title: 'Until', description: 'On paid plans.' }),
    download: z.boolean().default(true).meta({ title: 'May be downloaded' }),
  }),
  output: sharedLink,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope.share, scope.seeLinks],
  example: { item: '/Invoices/42.txt' },
  run: async ({ http }, input) => {
    const settings = {
      audience: input.audience,
      access: 'viewer',
      // Who has no paid plan may only leave it as it is.
      ...(!input.download && { allow_download: false }),
      ...(input.password !== undefined && { require_password: true, link_password: input.password }),
      ...(input.expires !== undefined && { expires: input.expires.replace(/\.\d+Z$/, 'Z') }),
    };
    try {
      const argument = { path: input.item, settings };
      return await tell(http, 'sharing/create_shared_link_with_settings', sharedLink, argument, { repeatable: true });
    } catch (error) {
      if (!isAppCallError(error) || !error.details.code?.startsWith('shared_link_already_exists')) throw error;
      const known = await ask(http, 'sharing/list_shared_links', links, { path: input.item, direct_only: true });
      const [link] = known.links;
      if (link === undefined) throw error;
      return link;
    }
  },
});

export const revokeLink = defineAction({
  title: 'Take a shared link back',
  description: 'Nobody can open it any more.',
  input: z.object({ url: z.url('The link.').meta({ title: 'Link' }) }),
  output: z.object({ url: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [scope.share],
  example: { url: 'https://www.dropbox.com/scl/fi/fir9vjelf/42.txt?rlkey=abc&dl=0' },
  run: async ({ http }, input) => {
    await tell(http, 'sharing/revoke_shared_link', z.unknown(), input);
    return input;
  },
});
