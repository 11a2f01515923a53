import { PorticoError } from './portico-error.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Turns an answer that is not 2xx into a PorticoError; survives proxies that answer with a page of HTML. */
export async function errorFromAnswer(answer: Response): Promise<PorticoError> {
  const body: unknown = await answer.json().catch(() => null);
  const error: Record<string, unknown> =
    typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object'
      ? { ...body.error }
      : {};
  return new PorticoError({
    code: text(error.code) ?? 'unexpected_answer',
    message:
      text(error.message) ?? `The integrations service answered with status ${answer.status} and no explanation.`,
    remedy: text(error.remedy) ?? (error.code ? undefined : 'Try again in a minute.'),
    requestId: text(error.requestId),
    field: text(error.field),
    status: answer.status,
  });
}
