import { defineConnector } from '../kit/index.ts';
import { createChat, listChatMessages, sendChatMessage } from './actions/chats.ts';
import { getMessage, listMessages, listReplies, replyToMessage, sendChannelMessage } from './actions/messages.ts';
import {
  addMember,
  createChannel,
  createMeeting,
  findPeople,
  listMembers,
  removeMember,
  updateChannel,
} from './actions/teams.ts';
import { appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { channelObject, chatObject, memberObject, messageObject, teamObject } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Microsoft Teams',
  category: 'Communication',
  description: 'Teams, channels, chats and their messages.',
  docs: 'https://learn.microsoft.com/en-us/graph/api/resources/teams-api-overview',
  version: 'v1.0',
  auth: oauth,
  appFields,
  baseUrl: 'https://graph.microsoft.com/v1.0',
  // Per app and organisation; reading 30 a second, one channel or chat fewer: https://learn.microsoft.com/en-us/graph/throttling-limits#microsoft-teams-service-limits
  limits: [
    { scope: 'connection', requests: 4, perMs: 1_000 },
    { scope: 'app', requests: 1_400, perMs: 1_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { message: messageObject, team: teamObject, channel: channelObject, member: memberObject, chat: chatObject },
  actions: {
    sendChannelMessage,
    replyToMessage,
    sendChatMessage,
    createChat,
    createChannel,
    updateChannel,
    addMember,
    removeMember,
    listMembers,
    getMessage,
    listMessages,
    listReplies,
    listChatMessages,
    findPeople,
    createMeeting,
  },
  triggers,
  hooks,
  options,
});
