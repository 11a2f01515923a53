import { z } from 'zod';

const time = z.string().nullish();

export const response = z.looseObject({
  /** Unique among the answers to one form. */
  response_id: z.string().min(1),
  token: z.string().nullish(),
  response_type: z.string().nullish(),
  landed_at: time,
  submitted_at: time,
  metadata: z
    .looseObject({ user_agent: z.string().nullish(), platform: z.string().nullish(), referer: z.string().nullish() })
    .nullish(),
  hidden: z.record(z.string(), z.unknown()).nullish(),
  calculated: z.looseObject({ score: z.number().nullish() }).nullish(),
  variables: z.array(z.looseObject({ key: z.string() })).nullish(),
  answers: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
  /** Ours: the answers by the id of their question. */
  fields: z.record(z.string(), z.unknown()),
});

export const form = z.looseObject({
  id: z.string().min(1),
  type: z.string().nullish(),
  title: z.string(),
  created_at: time,
  last_updated_at: time,
  settings: z.looseObject({ is_public: z.boolean().nullish() }).nullish(),
  self: z.looseObject({ href: z.string().nullish() }).nullish(),
  theme: z.looseObject({ href: z.string().nullish() }).nullish(),
  workspace: z.looseObject({ href: z.string().nullish() }).nullish(),
  _links: z.looseObject({ display: z.string().nullish(), responses: z.string().nullish() }).nullish(),
});

export const workspace = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  default: z.boolean().nullish(),
  shared: z.boolean().nullish(),
  account_id: z.string().nullish(),
  forms: z.looseObject({ href: z.string().nullish(), count: z.number().nullish() }).nullish(),
  self: z.looseObject({ href: z.string().nullish() }).nullish(),
});

const choice = z.looseObject({ label: z.string().nullish(), other: z.string().nullish() });
const choices = z.looseObject({ labels: z.array(z.string()).nullish(), other: z.string().nullish() });
const answer = z.looseObject({
  type: z.string(),
  field: z.looseObject({ id: z.string() }),
});
const answered = z.looseObject({
  response_id: z.string().optional(),
  token: z.string().optional(),
  answers: z.array(z.unknown()).nullish(),
});

/** What was answered, without the wrapping that depends on the kind of question. */
function answerOf(given: z.output<typeof answer>): unknown {
  const value = given[given.type];
  if (given.type === 'choice') {
    const chosen = choice.safeParse(value).data;
    return chosen === undefined ? value : (chosen.label ?? chosen.other ?? null);
  }
  if (given.type !== 'choices') return value ?? null;
  const chosen = choices.safeParse(value).data;
  if (chosen === undefined) return value;
  return [...(chosen.labels ?? []), ...(chosen.other ? [chosen.other] : [])];
}

/** An answer as Typeform sends it, and its values by the id of the question. What is no answer stays as it is. */
export function withFields(row: unknown): unknown {
  const parsed = answered.safeParse(row).data;
  if (parsed === undefined) return row;
  const fields: Record<string, unknown> = {};
  for (const one of parsed.answers ?? []) {
    const given = answer.safeParse(one).data;
    if (given) fields[given.field.id] = answerOf(given);
  }
  return { ...parsed, response_id: parsed.response_id ?? parsed.token, fields };
}
