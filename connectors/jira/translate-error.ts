import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}).catch({}),
});

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body);
  if (!parsed.success || status < 400) return undefined;
  const { errorMessages, errors } = parsed.data;
  const [field, ofField] = Object.entries(errors)[0] ?? [];
  const message = errorMessages[0] ?? (field && ofField ? `${field}: ${ofField}` : undefined);
  if (message === undefined) return undefined;
  if (status === 400) return { class: 'invalid', message, field };
  return status === 404
    ? { class: 'not_found', message }
    : status === 403
      ? { class: 'permission', message }
      : undefined;
}
