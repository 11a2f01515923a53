import { z } from 'zod';
import type { HttpResponse } from '../kit/index.ts';

/** What an action of this connector gives back. */
export const answer = z.object({
  status: z.int().meta({ title: 'Status' }),
  headers: z.record(z.string(), z.string()).meta({ title: 'Headers' }),
  body: z.unknown().optional().meta({ title: 'Body', description: 'JSON where it is, else the text.' }),
});

/** A body as text becomes JSON where it is JSON. Numbers beyond 2^53 stay in their digits. */
export function answerOf({ status, headers, body }: HttpResponse<string>): z.input<typeof answer> {
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '') || /^\s*[[{]/.test(body);
  return { status, headers: Object.fromEntries(headers), body: isJson ? parse(body) : body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value, context?: { source?: string }) =>
      typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
        ? context?.source
        : value,
    );
  } catch {
    return text;
  }
}
