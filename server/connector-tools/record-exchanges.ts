import type { Send } from '#server/runtime/send.ts';
import { clean } from './clean.ts';

/** One call as a test's app plays it. */
export interface Recorded {
  request: string;
  status: number;
  headers: Record<string, string>;
  json?: unknown;
  text?: string;
}

export interface Recorder {
  send: Send;
  /** What was said so far, without secrets. What was sent along (headers, bodies) is not kept at all. */
  exchanges(): Recorded[];
}

// What a connector may read of an answer's headers; cookies and the like stay out.
const keptHeaders =
  /^(content-type|date|link|location|retry-after|total|x-total|x-total-count|x-page.*|x-next.*|.*ratelimit.*|.*rate-limit.*)$/i;

/** Passes on what is sent and keeps what came back. */
export function recordExchanges(through: Send, secrets: string[]): Recorder {
  const kept: Recorded[] = [];
  return {
    send: async (request) => {
      const response = await through(request);
      const { headers, body, status } = response;
      const recorded = [...headers].filter(([name]) => keptHeaders.test(name));
      const text = body.toString('utf8');
      kept.push({
        request: `${request.method} ${String(request.url)}`,
        status,
        headers: Object.fromEntries(recorded),
        ...(readJson(text) ?? { text }),
      });
      return response;
    },
    exchanges: () => clean(kept, secrets),
  };
}

function readJson(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
