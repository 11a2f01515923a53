import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { RequestContext } from './context.ts';
import { publicError } from './public-error.ts';
import { toAppError } from './to-app-error.ts';

export const t = initTRPC
  .context<RequestContext>()
  .meta<OpenApiMeta>()
  .create({
    errorFormatter({ shape, error, input, ctx }) {
      const { status, error: told } = publicError(toAppError(error, input), ctx?.requestId ?? 'unknown');
      return { ...shape, message: told.message, data: { ...told, httpStatus: status } };
    },
  });

export const router = t.router;
