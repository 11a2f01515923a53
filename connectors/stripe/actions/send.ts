import type { z } from 'zod';
import type { ConnectorHttp } from '../../kit/index.ts';

/** A write that Stripe does once for a key, however often it arrives: so it may be repeated. */
export async function send<S extends z.ZodType>(
  http: ConnectorHttp,
  path: string,
  schema: S,
  { form, idempotencyKey }: { form?: Record<string, unknown>; idempotencyKey: string },
): Promise<z.output<S>> {
  const { body } = await http.post(`/v1/${path}`, schema, {
    form,
    headers: { 'idempotency-key': idempotencyKey },
    repeatable: true,
  });
  return body;
}
