import { z } from 'zod';
import { type AppError, statusByErrorCode } from '#server/errors.ts';

/** The one shape of an error that leaves this house. */
export const errorSchema = z.object({
  error: z.object({
    code: z.string().meta({ description: 'What kind of error, for programs.', example: 'not_found' }),
    message: z
      .string()
      .meta({ description: 'What happened and why.', example: 'There is no customer cus_01jd3k5q7v2m8x4c6p9r here.' }),
    field: z.string().optional().meta({ description: 'The field of the request that is wrong.' }),
    remedy: z.string().optional().meta({ description: 'What to do about it.' }),
    issues: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Every field that is wrong, where there are several.' }),
    app: z
      .object({
        class: z.string().meta({ description: 'What kind of refusal it was.', example: 'permission' }),
        code: z.string().optional(),
        message: z.string().optional(),
        answer: z
          .unknown()
          .optional()
          .meta({ description: 'What it answered, where that was not what was expected of it.' }),
        status: z.number().optional(),
        requestId: z.string().optional().meta({ description: 'Name this to the support of the app.' }),
      })
      .optional()
      .meta({ description: 'What the app itself said, where the error is the app’s.' }),
    requestId: z.string().meta({ description: 'Name this to support.', example: 'req_01jd3k5q7v2m8x4c6p9r' }),
  }),
});

type ErrorBody = z.infer<typeof errorSchema>;

/** What a caller may read of an error, and the status that it travels with. */
export function publicError(error: AppError, requestId: string): ErrorBody & { status: number } {
  const { code, message, field, remedy, issues, app } = error;
  return {
    status: statusByErrorCode[code],
    error: { code, message, field, remedy, ...(issues && { issues }), ...(app && { app }), requestId },
  };
}
