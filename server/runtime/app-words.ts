import { z } from 'zod';

/** What an app says about a failure, in its own words. */
export interface AppWords {
  code?: string;
  message?: string;
  field?: string;
}

const longest = 500;
const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim().slice(0, longest))
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined);

const words = z.object({
  code: text,
  errorCode: text,
  error_code: text,
  type: text,
  Code: text,
  message: text,
  detail: text,
  title: text,
  error_description: text,
  description: text,
  reason: text,
  Message: text,
  field: text,
  param: text,
});
const anyWords = z.union([words, z.string().transform((message) => words.parse({ message }))]);
const body = words.extend({
  error: z.unknown().optional(),
  errors: z.unknown().optional(),
  Error: z.unknown().optional(),
  Envelope: z
    .object({ Body: z.object({ Fault: z.unknown() }) })
    .optional()
    .catch(undefined),
});

/** The code, message and field in the shapes that most apps use: at the top, under `error`, first in a list, by field, as XML or SOAP, or a plain text. */
export function appWords(value: unknown): AppWords {
  if (typeof value === 'string') return said({ message: value.trim().slice(0, longest) || undefined });
  if (Array.isArray(value)) return appWords(value[0]);
  const parsed = body.safeParse(value);
  if (!parsed.success) return {};
  const { error, errors, Error: xmlError, Envelope: soap, ...top } = parsed.data;
  if (soap !== undefined) return ofFault(soap.Body.Fault);
  const list = Array.isArray(errors) ? errors : undefined;
  const inner = wordsIn(error) ?? wordsIn(xmlError) ?? (list && wordsIn(list[0]));
  const byField =
    list === undefined && top.message === undefined && inner === undefined ? firstField(errors) : undefined;
  // RFC 6749: `error` is the code and not the words.
  const codeText = typeof error === 'string' ? text.parse(error) : undefined;
  return said({
    code: codeOf(inner) ?? codeText ?? codeOf(top),
    message: messageOf(typeof error === 'string' ? undefined : inner) ?? messageOf(top) ?? byField?.message,
    field: inner?.field ?? inner?.param ?? top.field ?? top.param ?? byField?.field,
  });
}

type Words = z.output<typeof words>;

function wordsIn(value: unknown): Words | undefined {
  if (typeof value !== 'object' && typeof value !== 'string') return undefined;
  return anyWords.safeParse(value).data;
}

const codeOf = (from: Words | undefined) =>
  from?.code ?? from?.errorCode ?? from?.error_code ?? from?.Code ?? from?.type;

const messageOf = (from: Words | undefined) =>
  from?.message ??
  from?.Message ??
  from?.error_description ??
  from?.detail ??
  from?.title ??
  from?.description ??
  from?.reason;

/** `{ email: ['is taken'] }` and `{ email: 'is taken' }`. */
function firstField(errors: unknown): { field: string; message: string } | undefined {
  if (typeof errors !== 'object' || errors === null) return undefined;
  for (const [field, value] of Object.entries(errors)) {
    const message = text.parse(Array.isArray(value) ? value[0] : value);
    if (message !== undefined) return { field, message };
  }
  return undefined;
}

const fault = z.object({
  faultcode: text,
  faultstring: text,
  Reason: z.object({ Text: z.unknown().optional() }).optional().catch(undefined),
});
const xmlText = z.union([text.unwrap(), z.object({ '#text': text.unwrap() }).transform((element) => element['#text'])]);

function ofFault(value: unknown): AppWords {
  const parsed = fault.safeParse(value);
  if (!parsed.success) return {};
  const { faultcode, faultstring, Reason: reason } = parsed.data;
  return said({ code: faultcode, message: faultstring ?? xmlText.safeParse(reason?.Text).data });
}

function said({ code, message, field }: { [name in keyof AppWords]: AppWords[name] | undefined }): AppWords {
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(field !== undefined && { field }),
  };
}
