import { z } from 'zod';
import { type ConnectorContext, fieldsOf, type ObjectField } from '../../kit/index.ts';
import { registrantsPath } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { registrantAsSent, registrantStatuses } from './rows.ts';

const questions = z.object({
  questions: z.array(z.object({ field_name: z.string(), required: z.boolean().nullish() })).default([]),
  custom_questions: z
    .array(
      z.object({
        title: z.string(),
        type: z.string().nullish(),
        required: z.boolean().nullish(),
        answers: z.array(z.string()).nullish(),
      }),
    )
    .default([]),
});

const told = new Set(['id', 'create_time', 'join_url']);
const always = ['email', 'first_name'];
const pathTo = (title: string) => (/[.[\]']/.test(title) ? `answers['${title}']` : `answers.${title}`);

/** What Zoom always asks, and what the host of this meeting does. */
export async function describeRegistrant(context: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const { body } = await context.http.get(`${registrantsPath(context)}/questions`, questions);
  const required = new Set([...always, ...body.questions.flatMap((one) => (one.required ? [one.field_name] : []))]);
  const fields = fieldsOf(registrantAsSent)
    .filter(({ name }) => name !== 'custom_questions')
    .map((field) => ({
      ...field,
      ...(field.name === 'status' && {
        type: 'choice' as const,
        choices: registrantStatuses.map((value) => ({ value, label: value })),
      }),
      ...(told.has(field.name) && { readOnly: true }),
      ...(required.has(field.name) && { required: true }),
    }));
  const custom = body.custom_questions.map(({ title, type, required: must, answers }): ObjectField => {
    const choices = answers?.map((value) => ({ value, label: value })) ?? [];
    return {
      name: pathTo(title),
      label: title,
      type: type === 'short' || choices.length === 0 ? 'text' : 'choice',
      custom: true,
      ...(must && { required: true }),
      ...(choices.length > 0 && { choices }),
    };
  });
  return [...fields, ...custom];
}
