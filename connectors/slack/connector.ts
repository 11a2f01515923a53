import { defineConnector } from '../kit/index.ts';
import { archiveChannel, createChannel, inviteToChannel, joinChannel, setTopic } from './actions/channels.ts';
import {
  addReaction,
  deleteMessage,
  scheduleMessage,
  sendDirectMessage,
  sendMessage,
  updateMessage,
} from './actions/messages.ts';
import { findPerson } from './actions/people.ts';
import { appFields } from './app-fields.ts';
import { accountTypes, bot } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { channelObject } from './objects/channel.ts';
import { fileObject } from './objects/file.ts';
import { messageObject } from './objects/message.ts';
import { userObject } from './objects/user.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Slack',
  category: 'Communication',
  description: 'Messages, channels and people of a Slack workspace.',
  docs: 'https://docs.slack.dev',
  version: 'Web API',
  auth: bot,
  accountTypes,
  appFields,
  baseUrl: 'https://slack.com/api',
  // Each method has a tier of its own; this is the one of the lists. Retry-After corrects it where a method allows less.
  limits: [{ scope: 'connection', requests: 50, perMs: 60_000 }],
  errors: translateError,
  settings,
  check,
  objects: { channel: channelObject, user: userObject, message: messageObject, file: fileObject },
  actions: {
    sendMessage,
    sendDirectMessage,
    updateMessage,
    deleteMessage,
    scheduleMessage,
    addReaction,
    createChannel,
    inviteToChannel,
    joinChannel,
    setTopic,
    archiveChannel,
    findPerson,
  },
  triggers,
  hooks,
  options,
});
