import { z } from 'zod';
import type { TranslatedError } from '../kit/index.ts';

const failure = z.object({ code: z.number(), message: z.string(), errors: z.unknown().optional() });
const tooFast = z.object({ retry_after: z.number(), global: z.boolean().optional(), message: z.string().optional() });
const reasons = z.object({ _errors: z.array(z.object({ message: z.string() })).min(1) });
const inner = z.record(z.string(), z.unknown());

const fieldOf: Record<string, string> = {
  '10003': 'channel',
  '10007': 'user',
  '10008': 'message',
  '10011': 'role',
  '10013': 'user',
  '10014': 'emoji',
};

/** The first field that was refused, and why: `{ embeds: { 0: { title: { _errors: [ … ] } } } }`. */
function firstProblem(value: unknown, path: string[] = []): { field: string; message: string } | undefined {
  const said = reasons.safeParse(value).data?._errors[0];
  if (said !== undefined) return { field: path.join('.'), message: said.message };
  for (const [name, part] of Object.entries(inner.safeParse(value).data ?? {})) {
    const found = firstProblem(part, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  if (status < 400) return undefined;
  if (status === 429) {
    const { data } = tooFast.safeParse(body);
    return data && { class: 'rate_limited', retryAfterMs: Math.ceil(data.retry_after * 1000), message: data.message };
  }
  const parsed = failure.safeParse(body);
  if (!parsed.success || status >= 500) return undefined;
  const { code, message, errors } = parsed.data;
  const problem = firstProblem(errors);
  const said = { code: String(code), message: problem?.message ?? message, field: problem?.field || fieldOf[code] };
  if (status === 401) return { class: 'auth', ...said };
  if (status === 403) return { class: 'permission', ...said };
  if (status === 404) return { class: 'not_found', ...said };
  // "Maximum number of … reached".
  if (code >= 30_000 && code < 31_000) return { class: 'quota', ...said };
  if (code === 40_005) return { class: 'too_large', ...said };
  return { class: 'invalid', ...said };
}
