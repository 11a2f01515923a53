import { z } from 'zod';
import { AppCallError } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import { readJson, UnreadableJson } from '../read-json.ts';
import { retryAfterMs } from '../retry-after.ts';

interface RegistrationAnswer {
  clientId: string;
  clientSecret: string | null;
  method: string | undefined;
  /** When the secret ends; null where it does not. */
  endsAt: string | null;
}

const word = z.string().regex(/^[\x20-\x7e]{1,4096}$/);

// Looser than the standard: it asks for 201, and for the end of a secret to be told.
const answerSchema = z.object({
  client_id: word,
  client_secret: word.nullish().catch(null),
  client_secret_expires_at: z.number().nonnegative().catch(0),
  token_endpoint_auth_method: z.string().optional().catch(undefined),
});
const refusalSchema = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().max(2_000).optional().catch(undefined),
});

/** Reads what a registration address answered (RFC 7591, 3.2). */
export function readAnswer(response: EgressResponse, app: string): RegistrationAnswer {
  const { status, headers } = response;
  const values = jsonOf(response.body);
  if (status === 429 || status >= 500) {
    throw new AppCallError(`${app} takes no new clients at the moment (${status}).`, {
      class: status === 429 ? 'rate_limited' : 'app_down',
      code: `http_${status}`,
      status,
      retryAfterMs: retryAfterMs(headers),
    });
  }
  if (status !== 200 && status !== 201) {
    const { error, error_description } = refusalSchema.catch({}).parse(values);
    throw new AppCallError(`${app} did not take Portico as a client (${error ?? status}).`, {
      class: 'permission',
      code: error ?? `http_${status}`,
      appMessage: error_description,
      status,
    });
  }
  const parsed = answerSchema.safeParse(values);
  if (!parsed.success) {
    throw new AppCallError(`${app} took Portico as a client and told no usable client id.`, {
      class: 'protocol',
      code: 'registration_answer',
      status,
    });
  }
  const { client_id, client_secret, client_secret_expires_at: end, token_endpoint_auth_method } = parsed.data;
  return {
    clientId: client_id,
    clientSecret: client_secret ?? null,
    method: token_endpoint_auth_method,
    endsAt: end === 0 || client_secret == null ? null : momentOf(end),
  };
}

function momentOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function jsonOf(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch (error) {
    if (error instanceof UnreadableJson) return undefined;
    throw error;
  }
}
