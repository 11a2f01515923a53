import { z } from 'zod';
import type { ErrorClass, TranslatedError } from '../kit/index.ts';

const lines = z.union([z.string().transform((line) => [line]), z.array(z.string())]);
const failure = z.object({
  message: z.union([lines, z.record(z.string(), z.unknown())]).optional(),
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

const classOf: Record<number, ErrorClass> = {
  400: 'invalid',
  401: 'auth',
  403: 'permission',
  404: 'not_found',
  // Merging what is a draft, or has conflicts.
  405: 'conflict',
  406: 'conflict',
  409: 'conflict',
  422: 'invalid',
};

/** https://docs.gitlab.com/api/rest/troubleshooting/: a text, a list, or lists by field; OAuth has its own words. */
export function translateError({ status, body }: { status: number; body: unknown }): TranslatedError | undefined {
  const parsed = failure.safeParse(body).data;
  if (parsed === undefined || status < 400) return undefined;
  const { field, text } = saidIn(parsed.message);
  const missing = /^([\w[\]]+)(,| is missing| are missing| does not have)/.exec(parsed.error ?? '')?.[1];
  const message = text ?? parsed.error_description ?? parsed.error;
  if (message === undefined) return undefined;
  const isScope = parsed.error === 'insufficient_scope';
  const known = isScope ? 'permission' : classOf[status];
  const named = field ?? (status === 400 ? missing : undefined);
  return (
    known && {
      class: known === 'invalid' && /already (exists|been taken)/i.test(message) ? 'conflict' : known,
      ...(parsed.error && parsed.error !== message && { code: parsed.error }),
      message,
      ...(named && { field: named }),
    }
  );
}

function saidIn(message: z.output<typeof failure>['message']): { text?: string; field?: string } {
  if (message === undefined) return {};
  if (Array.isArray(message)) return message.length > 0 ? { text: message.join('; ') } : {};
  const [first] = Object.entries(message);
  if (first === undefined) return {};
  const all = Object.entries(message).map(([name, said]) => `${name} ${(lines.safeParse(said).data ?? []).join(', ')}`);
  return { text: all.map((line) => line.trim()).join('; '), ...(first[0] !== 'base' && { field: first[0] }) };
}
