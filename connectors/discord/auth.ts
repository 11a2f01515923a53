import { z } from 'zod';
import type { AccountType, KeyAuth, OAuth2Auth } from '../kit/index.ts';

/**
 * Who agrees adds the app's bot to a server; the bot's own token, which is the vendor's, then acts there.
 * https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
 */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://discord.com/oauth2/authorize',
  tokenUrl: 'https://discord.com/api/oauth2/token',
  revokeUrl: 'https://discord.com/api/oauth2/token/revoke',
  scopes: ['bot', 'applications.commands'],
  scopeWords: {
    bot: 'Add the app to a server that you manage',
    'applications.commands': 'Offer commands in that server',
  },
  optionalScopes: ['applications.commands'],
  clientAuth: 'basic',
  // See channels, send messages, embed links, read history, add reactions.
  authorizeParameters: { permissions: "{{permissions || '85056'}}", integration_type: '0' },
  refresh: 'rotating',
  learn: { guild: 'guild.id', guildName: 'guild.name' },
  place: { headers: { authorization: 'Bot {{botToken}}' } },
};

const ownBot: KeyAuth = {
  kind: 'key',
  fields: z.object({
    botToken: z.string().trim().min(1, 'The token is missing.').meta({ title: 'Bot token', secret: true }),
    guild: z
      .string()
      .trim()
      .regex(/^\d{15,20}$/, 'A server id is a number of 15 to 20 digits.')
      .meta({
        title: 'Server ID',
        description: 'In Discord: Settings → Advanced → Developer Mode, then right-click the server → Copy Server ID.',
      }),
  }),
  help: 'discord.com/developers/applications → your app → Bot → Reset Token. The bot must have been added to the server.',
  place: { headers: { authorization: 'Bot {{botToken}}' } },
};

export const accountTypes: Record<string, AccountType> = {
  app: { label: 'Add our bot', detail: 'Choose the server in Discord' },
  ownBot: { label: 'With your own bot', detail: 'By its token', auth: ownBot },
};
