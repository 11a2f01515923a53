import { z } from 'zod';

const number = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{1,14}$/, 'A number with its country: +4915112345678.');

export const to = number.meta({ title: 'To', placeholder: '+4915112345678' });
export const from = z
  .string()
  .trim()
  .regex(
    /^(\+[1-9]\d{1,14}|\d{3,10}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    'A number of this account, a short code, or a name of up to 11 letters.',
  )
  .meta({ title: 'From', options: 'numbers', placeholder: '+15005550006' });
export const ownNumber = number.meta({ title: 'From', options: 'numbers', placeholder: '+15005550006' });
export const text = z.string().min(1).max(1600).meta({ title: 'Text', multiline: true });
export const media = z
  .url()
  .optional()
  .meta({ title: 'Picture or file', description: 'Its public address. Not in all countries.' });
export const messageSid = z
  .string()
  .regex(/^(SM|MM)[0-9a-fA-F]{32}$/, 'The SID of a message begins with SM or MM.')
  .meta({ title: 'Message SID', placeholder: 'SM…' });
export const callSid = z
  .string()
  .regex(/^CA[0-9a-fA-F]{32}$/, 'The SID of a call begins with CA.')
  .meta({ title: 'Call SID', placeholder: 'CA…' });
export const messagingService = z
  .string()
  .regex(/^MG[0-9a-fA-F]{32}$/, 'The SID of a messaging service begins with MG.')
  .meta({ title: 'Messaging service', options: 'messagingServices' });
export const verifyService = z
  .string()
  .regex(/^VA[0-9a-fA-F]{32}$/, 'The SID of a Verify service begins with VA.')
  .meta({ title: 'Verify service', options: 'verifyServices' });
