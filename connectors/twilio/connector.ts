import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { callAndSay, endCall } from './actions/calls.ts';
import { cancelMessage, deleteMessage, redactMessage, scheduleSms, sendSms, sendWhatsApp } from './actions/messages.ts';
import { checkCode, lookUpNumber, sendCode } from './actions/numbers.ts';
import { accountTypes, auth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Twilio',
  category: 'Communication',
  description: 'Text messages, WhatsApp, calls and codes that verify a number.',
  docs: 'https://www.twilio.com/docs/usage/api',
  version: '2010-04-01',
  auth,
  accountTypes,
  baseUrl: "https://{{host || 'api.twilio.com'}}/2010-04-01",
  hosts: ['lookups.twilio.com', 'verify.twilio.com', 'messaging.twilio.com'],
  // Twilio limits how many requests run at a time, differently for each account, and says so by a 429.
  limits: [{ scope: 'connection', requests: 100, perMs: 1_000, concurrent: 20 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects,
  actions: {
    sendSms,
    sendWhatsApp,
    scheduleSms,
    cancelMessage,
    redactMessage,
    deleteMessage,
    callAndSay,
    endCall,
    lookUpNumber,
    sendCode,
    checkCode,
  },
  triggers,
  hooks,
  options,
});
