import { defineConnector } from '../kit/index.ts';
import { createChannel, createInvite, deleteChannel, updateChannel } from './actions/channels.ts';
import { answerCommand, createCommand } from './actions/commands.ts';
import { giveRole, removeMember, setNickname, silenceMember, takeRole } from './actions/members.ts';
import { addReaction, deleteMessage, sendDirectMessage, sendMessage, updateMessage } from './actions/messages.ts';
import { appFields } from './app-fields.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { channelObject } from './objects/channel.ts';
import { memberObject } from './objects/member.ts';
import { messageObject } from './objects/message.ts';
import { roleObject } from './objects/role.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Discord',
  category: 'Communication',
  description: 'Messages, channels, members and roles of a Discord server.',
  docs: 'https://docs.discord.com/developers',
  version: 'v10',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://discord.com/api/v10',
  headers: { 'user-agent': 'DiscordBot (https://docs.discord.com/developers, 10)' },
  // Of a bot as a whole. Each route has a bucket of its own beside it, told by a 429; too many of those and the address is shut out.
  limits: [
    { scope: 'app', requests: 45, perMs: 1_000 },
    { scope: 'connection', requests: 20, perMs: 1_000, concurrent: 4 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { channel: channelObject, member: memberObject, role: roleObject, message: messageObject },
  actions: {
    sendMessage,
    sendDirectMessage,
    updateMessage,
    deleteMessage,
    addReaction,
    createChannel,
    updateChannel,
    deleteChannel,
    createInvite,
    giveRole,
    takeRole,
    setNickname,
    silenceMember,
    removeMember,
    createCommand,
    answerCommand,
  },
  triggers,
  hooks,
  options,
});
