import { call, message, phoneNumber, recording } from './rows.ts';
import { twilioObject } from './twilio-object.ts';

export const objects = {
  message: twilioObject({ label: 'messages', row: message, path: 'Messages', rows: 'messages', by: 'DateSent' }),
  call: twilioObject({ label: 'calls', row: call, path: 'Calls', rows: 'calls', by: 'StartTime' }),
  recording: twilioObject({
    label: 'recordings',
    row: recording,
    path: 'Recordings',
    rows: 'recordings',
    by: 'DateCreated',
  }),
  phoneNumber: twilioObject({
    label: 'phone numbers',
    row: phoneNumber,
    path: 'IncomingPhoneNumbers',
    rows: 'incoming_phone_numbers',
  }),
};
