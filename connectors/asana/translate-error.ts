import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({ errors: z.array(z.object({ message: z.string().optional() })).min(1) });

/** https://developers.asana.com/docs/errors. The field stands at the beginning of the sentence: `due_on: Not a date`. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const message = failure.safeParse(body).data?.errors[0]?.message;
  const said = message === undefined ? {} : { message };
  // Of a part of Asana that the workspace's plan does not have, and of what may not be shown for legal reasons.
  if (status === 402) return { class: 'permission', code: 'plan', ...said };
  if (status === 451) return { class: 'permission', code: 'legal', ...said };
  if (status !== 400 || message === undefined) return undefined;
  const field = /^([a-z][\w.]*): /i.exec(message)?.[1];
  return { class: 'invalid', message, ...(field && { field }) };
}
