import { z } from 'zod';

const text = z.string().nullish();

export const message = z.looseObject({
  sid: z.string().min(1),
  status: z.string(),
  direction: text,
  from: text,
  to: text,
  body: text,
  num_segments: text,
  num_media: text,
  messaging_service_sid: text,
  /** As in `Thu, 24 Aug 2023 05:01:45 +0000`, like all times here. Missing until it was sent. */
  date_sent: text,
  date_created: text,
  date_updated: text,
  price: text,
  price_unit: text,
  error_code: z.int().nullish(),
  error_message: text,
});

export const call = z.looseObject({
  sid: z.string().min(1),
  status: z.string(),
  direction: text,
  from: text,
  to: text,
  parent_call_sid: text,
  start_time: text,
  end_time: text,
  /** Seconds, as a text. */
  duration: text,
  answered_by: text,
  price: text,
  price_unit: text,
  date_created: text,
  date_updated: text,
});

export const recording = z.looseObject({
  sid: z.string().min(1),
  call_sid: text,
  conference_sid: text,
  status: text,
  source: text,
  duration: text,
  channels: z.int().nullish(),
  media_url: text,
  start_time: text,
  date_created: text,
  date_updated: text,
});

export const phoneNumber = z.looseObject({
  sid: z.string().min(1),
  phone_number: z.string(),
  friendly_name: text,
  capabilities: z
    .looseObject({ voice: z.boolean().optional(), sms: z.boolean().optional(), mms: z.boolean().optional() })
    .nullish(),
  sms_url: text,
  voice_url: text,
  status: text,
  date_created: text,
  date_updated: text,
});
