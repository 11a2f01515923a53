import pino from 'pino';
import { env } from './env.ts';

/** What a log line may hold. Anything else is dropped, so that a secret can't get in by being attached to an object (security.md 13). */
export interface LogFields {
  requestId?: string;
  environmentId?: string;
  customerId?: string;
  memberId?: string;
  connectionId?: string;
  syncId?: string;
  runId?: string;
  jobId?: string;
  queue?: string;
  connector?: string;
  method?: string;
  host?: string;
  path?: string;
  status?: number;
  durationMs?: number;
  bytesIn?: number;
  bytesOut?: number;
  attempt?: number;
  count?: number;
  code?: string;
  signal?: string;
  port?: number;
  /** Message and stack only; never the cause's own fields. */
  error?: unknown;
}

const allowed = new Set<string>([
  ...[
    'requestId',
    'environmentId',
    'customerId',
    'memberId',
    'connectionId',
    'syncId',
    'runId',
    'jobId',
    'queue',
    'connector',
    'method',
  ],
  ...['host', 'path', 'status', 'durationMs', 'bytesIn', 'bytesOut', 'attempt', 'count', 'code', 'signal', 'port'],
]);

// Shapes of our own tokens and of the common ones; a last net under the allow-list, for texts that quote what they were given.
const tokenShapes =
  /\b(?:sk_(?:dev|stg|prod)_[0-9A-Za-z]{20,}|ps_[0-9A-Za-z_-]{20,}|whsec_[0-9A-Za-z+/=]{16,}|eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?:Bearer|Basic) [\w.~+/=-]{8,})/g;

export const scrub = (text: string): string => text.replace(tokenShapes, '[secret]');

function clean(fields: LogFields): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (allowed.has(name) && value !== undefined) out[name] = typeof value === 'string' ? scrub(value) : value;
  }
  if (fields.error !== undefined) out.error = errorText(fields.error);
  return out;
}

function errorText(error: unknown): { message: string; stack?: string; cause?: string } {
  if (!(error instanceof Error)) return { message: scrub(String(error)) };
  return {
    message: scrub(error.message),
    ...(error.stack && { stack: scrub(error.stack) }),
    ...(error.cause instanceof Error && { cause: scrub(error.cause.message) }),
  };
}

let logger: pino.Logger | undefined;
const sink = () => {
  logger ??= pino({ level: env().PORTICO_LOG, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return logger;
};

export const log = {
  debug: (message: string, fields: LogFields = {}) => sink().debug(clean(fields), scrub(message)),
  info: (message: string, fields: LogFields = {}) => sink().info(clean(fields), scrub(message)),
  warn: (message: string, fields: LogFields = {}) => sink().warn(clean(fields), scrub(message)),
  error: (message: string, fields: LogFields = {}) => sink().error(clean(fields), scrub(message)),
};
