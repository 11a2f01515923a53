import { z } from 'zod';
import { AppError } from '#server/errors.ts';

const flag = z.enum(['0', '1'], { error: 'expected 1 or 0' }).transform((value) => value === '1');
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, `expected a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `expected a whole number from ${min} to ${max}`);

/** Everything that a caller may tell the proxy, each as a header. */
const headersSchema = z.object({
  'portico-connection': z.string().optional(),
  'portico-customer': z.string().optional(),
  'portico-connector': z.string().optional(),
  /** Another address of the app, where it has several. */
  'portico-base-url': z.string().optional(),
  /** How often the call is sent again when it fails in a way that may pass. */
  'portico-retries': whole(0, 5).default(0),
  /** Seconds that the app may take until its answer begins, and between two pieces of it. */
  'portico-timeout': whole(1, 300).default(30),
  /** The app's answer as it is, refused access and cookies too. */
  'portico-raw': flag.default(false),
  /** Follows redirects that stay at the app. */
  'portico-follow': flag.default(false),
});

export interface ProxyOptions {
  connection: string | undefined;
  customer: string | undefined;
  connector: string | undefined;
  baseUrl: string | undefined;
  retries: number;
  timeoutMs: number;
  isRaw: boolean;
  follows: boolean;
}

/** Reads the headers that begin with `portico-`. One that is unknown is told: it would be left out silently. */
export function proxyOptions(headers: Headers): ProxyOptions {
  const given = Object.fromEntries([...headers].filter(([name]) => name.startsWith('portico-')));
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(headersSchema.shape, name));
  if (unknown !== undefined) {
    throw new AppError('invalid', `There is no header ${unknown}.`, {
      field: unknown,
      remedy: `These are there: ${Object.keys(headersSchema.shape).join(', ')}.`,
    });
  }
  const parsed = headersSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0]);
    throw new AppError('invalid', `The header ${field} can't be used: ${issue?.message}.`, { field });
  }
  const { data } = parsed;
  return {
    connection: data['portico-connection'],
    customer: data['portico-customer'],
    connector: data['portico-connector'],
    baseUrl: data['portico-base-url'],
    retries: data['portico-retries'],
    timeoutMs: data['portico-timeout'] * 1000,
    isRaw: data['portico-raw'],
    follows: data['portico-follow'],
  };
}
