import { z } from 'zod';

const text = z.string().nullish();

export const meeting = z.looseObject({
  id: z.int(),
  uuid: text,
  host_id: text,
  topic: text,
  /** 1 at once, 2 scheduled, 3 recurring without time, 8 recurring with times. */
  type: z.int(),
  start_time: text,
  duration: z.int().nullish(),
  timezone: text,
  agenda: text,
  created_at: text,
  join_url: text,
});

export const webinar = z.looseObject({
  id: z.int(),
  uuid: text,
  host_id: text,
  topic: text,
  /** 5 once, 6 recurring without time, 9 recurring with times. */
  type: z.int(),
  start_time: text,
  duration: z.int().nullish(),
  timezone: text,
  agenda: text,
  created_at: text,
  join_url: text,
});

export const recordingFile = z.looseObject({
  id: text,
  file_type: text,
  file_extension: text,
  file_size: z.number().nullish(),
  recording_type: text,
  recording_start: text,
  recording_end: text,
  play_url: text,
  download_url: text,
  status: text,
});

export const recording = z.looseObject({
  uuid: z.string().min(1),
  id: z.int().nullish(),
  topic: text,
  host_id: text,
  start_time: text,
  duration: z.int().nullish(),
  total_size: z.number().nullish(),
  recording_count: z.int().nullish(),
  share_url: text,
  recording_files: z.array(recordingFile).nullish(),
});

export const registrantAsSent = z.looseObject({
  id: z.string().min(1),
  email: z.string(),
  first_name: text,
  last_name: text,
  status: text,
  org: text,
  job_title: text,
  industry: text,
  phone: text,
  address: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  no_of_employees: text,
  purchasing_time_frame: text,
  role_in_purchase_process: text,
  comments: text,
  custom_questions: z.array(z.looseObject({ title: text, value: text })).nullish(),
  create_time: text,
  join_url: text,
});

/** Answers to the meeting's own questions stand in a list, which has no paths; beside it each has one by its question. */
export const registrant = registrantAsSent.transform(({ custom_questions, ...row }) => ({
  ...row,
  ...(custom_questions && {
    custom_questions,
    answers: Object.fromEntries(
      custom_questions.flatMap(({ title, value }) => (title ? [[title, value ?? null]] : [])),
    ),
  }),
}));

/** Zoom lists registrations of each state by themselves. */
export const registrantStatuses = ['approved', 'pending', 'denied'] as const;

/** Kinds with times, whose occurrences stand in the list one by one under the same number. */
const withOccurrences = new Set([8, 9]);

export const keyOf = ({
  id,
  type,
  start_time,
}: {
  id: number;
  type: number;
  start_time?: string | null | undefined;
}) => (withOccurrences.has(type) && start_time ? `${id}/${start_time}` : String(id));
