import { z } from 'zod';
import type { OAuth2Auth } from '../kit/index.ts';

export const readMessages = 'ChannelMessage.Read.All';
export const sendMessages = 'ChannelMessage.Send';
export const readMembers = 'TeamMember.Read.All';
export const writeMembers = 'TeamMember.ReadWrite.All';
export const createChannels = 'Channel.Create';
export const changeChannels = 'ChannelSettings.ReadWrite.All';
export const readChats = 'Chat.Read';
export const writeChats = 'Chat.ReadWrite';
export const meetings = 'OnlineMeetings.ReadWrite';
export const people = 'User.ReadBasic.All';

// Teams is for work and school accounts alone.
const place = "https://login.microsoftonline.com/{{tenant || 'organizations'}}/oauth2/v2.0";

/** https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow. A refresh brings a new refresh token; the old one stays good. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${place}/authorize`,
  tokenUrl: `${place}/token`,
  scopes: ['User.Read', 'Team.ReadBasic.All', 'Channel.ReadBasic.All'],
  // It brings the refresh token, and is never named among the granted.
  optionalScopes: ['offline_access'],
  scopeWords: {
    offline_access: 'Keep access until you disconnect',
    'User.Read': 'See who connected',
    'Team.ReadBasic.All': 'See the names of your teams',
    'Channel.ReadBasic.All': 'See the names of their channels',
    [readMessages]: 'Read messages in your channels',
    [sendMessages]: 'Write in channels as you',
    [readMembers]: 'See who is in your teams',
    [writeMembers]: 'Add people to your teams and remove them',
    [createChannels]: 'Create channels',
    [changeChannels]: 'Rename and describe channels',
    [readChats]: 'Read your chats',
    [writeChats]: 'Read and write in your chats',
    [meetings]: 'Create meetings for you',
    [people]: 'Find people of your organisation',
  },
  refresh: 'rotating',
  reuse: 'allowed',
};

export const appFields = z.object({
  tenant: z.string().trim().default('').meta({
    title: 'Tenant',
    description: 'Only of an app that is registered for one organisation: its tenant id. Else empty.',
  }),
});
