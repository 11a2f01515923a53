import { z } from 'zod';

const time = z.string().nullish();
const uri = z.string().min(1);

export const scheduledEvent = z.looseObject({
  uri,
  name: z.string().nullish(),
  status: z.string(),
  start_time: z.string(),
  end_time: z.string(),
  event_type: z.string().nullish(),
  location: z.looseObject({ type: z.string().nullish() }).nullish(),
  invitees_counter: z.looseObject({ total: z.number(), active: z.number() }).nullish(),
  event_memberships: z.array(z.looseObject({ user: z.string().nullish() })).nullish(),
  event_guests: z.array(z.looseObject({ email: z.string() })).nullish(),
  cancellation: z.looseObject({ canceled_by: z.string().nullish(), reason: z.string().nullish() }).nullish(),
  meeting_notes_plain: z.string().nullish(),
  created_at: time,
  updated_at: time,
});

export const invitee = z.looseObject({
  uri,
  event: z.string().nullish(),
  email: z.string(),
  name: z.string().nullish(),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  status: z.string(),
  timezone: z.string().nullish(),
  questions_and_answers: z
    .array(z.looseObject({ question: z.string().nullish(), answer: z.string().nullish() }))
    .nullish(),
  tracking: z.looseObject({}).nullish(),
  rescheduled: z.boolean().nullish(),
  old_invitee: z.string().nullish(),
  new_invitee: z.string().nullish(),
  cancel_url: z.string().nullish(),
  reschedule_url: z.string().nullish(),
  cancellation: z.looseObject({ reason: z.string().nullish() }).nullish(),
  no_show: z.looseObject({ uri: z.string() }).nullish(),
  payment: z.looseObject({}).nullish(),
  created_at: time,
  updated_at: time,
});

export const eventType = z.looseObject({
  uri,
  name: z.string().nullish(),
  active: z.boolean().nullish(),
  slug: z.string().nullish(),
  kind: z.string().nullish(),
  type: z.string().nullish(),
  duration: z.number().nullish(),
  scheduling_url: z.string().nullish(),
  pooling_type: z.string().nullish(),
  profile: z.looseObject({ name: z.string().nullish(), owner: z.string().nullish() }).nullish(),
  created_at: time,
  updated_at: time,
  deleted_at: time,
});

export const membership = z.looseObject({
  uri,
  role: z.string().nullish(),
  organization: z.string().nullish(),
  user: z.looseObject({
    uri: z.string(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    timezone: z.string().nullish(),
  }),
  created_at: time,
  updated_at: time,
});

export const availabilitySchedule = z.looseObject({
  uri,
  name: z.string().nullish(),
  default: z.boolean().nullish(),
  timezone: z.string().nullish(),
  user: z.string().nullish(),
  rules: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
});
