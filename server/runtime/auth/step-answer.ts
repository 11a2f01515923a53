import { AppCallError, type Connector, type RequestStep } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import { type Answer, errorOf } from '../answer-error.ts';
import { valueAt } from '../oauth2/value-at.ts';
import { readAnswer, readRefusal } from '../read-answer.ts';
import type { StepResult } from './run-steps.ts';
import { tokenEnd } from './token-end.ts';

interface Context {
  step: RequestStep;
  connector: Connector;
  now: Date;
}

/** What a token address says when it is the log-in that it does not take, under whichever status (RFC 6749, 5.2). */
const refusals = new Set(['invalid_client', 'invalid_grant', 'unauthorized_client', 'access_denied']);

/** Takes out of an answer what the step wants of it. Throws an `AppCallError` with the app's own words. */
export function readStepAnswer(response: EgressResponse, context: Context): StepResult {
  const { step, connector, now } = context;
  const { status, headers } = response;
  const isGood = status >= 200 && status < 300;
  const answer = { status, headers, ...bodyOf(response, context, isGood) };
  const taken = { ...takenFrom(answer, step), ...cookiesOf(headers, step) };
  const missing = wantedOf(step).find((name) => taken[name] === undefined);
  // A log-in by a page's own form answers with a cookie or a code, and a redirect that nobody needs to follow.
  const isRedirect = status >= 300 && status < 400 && missing === undefined && wantedOf(step).length > 0;
  const refusal = isRedirect ? undefined : errorOf(answer, connector);
  if (refusal !== undefined) throw asLogin(refusal, connector);
  if (missing !== undefined) throw withoutValue(answer, missing, context);
  return { taken, expiresAt: tokenEnd(answer.body, step, now) };
}

function bodyOf(
  response: EgressResponse,
  { step, connector }: Context,
  isGood: boolean,
): Omit<Answer, 'status' | 'headers'> {
  const { take = {}, expiresIn, expiresAt, answer = 'json' } = step;
  if (!isGood) return readRefusal(response);
  const isRead = Object.keys(take).length > 0 || expiresIn !== undefined || expiresAt !== undefined;
  if (!isRead) return { body: undefined };
  const body = readAnswer(response, answer, connector.name);
  return { body: typeof body === 'string' ? body.trim() : body };
}

const at = (body: unknown, path: string): unknown => (path === '' ? body : valueAt(body, path));

function takenFrom({ body, headers }: Answer, { take = {}, takeHeaders = {} }: RequestStep): Record<string, string> {
  const values = Object.entries(take).map(([name, path]) => [name, textOf(at(body, path))] as const);
  const named = Object.entries(takeHeaders).map(([name, header]) => [name, headers.get(header) ?? undefined] as const);
  return Object.fromEntries([...values, ...named].flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

function cookiesOf(headers: Headers, { takeCookies = [] }: RequestStep): Record<string, string> {
  const pairs = headers.getSetCookie().map((line) => /^\s*([^=;]+)=([^;]*)/.exec(line));
  const jar = new Map(pairs.map((pair) => [pair?.[1]?.trim(), pair?.[2]?.trim()]));
  return Object.fromEntries(
    takeCookies.flatMap((name) => {
      const value = jar.get(name);
      return value ? [[name, value] as const] : [];
    }),
  );
}

function wantedOf({ take = {}, takeHeaders = {}, takeCookies = [] }: RequestStep): string[] {
  return [...Object.keys(take), ...Object.keys(takeHeaders), ...takeCookies];
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

function asLogin(error: AppCallError, { name }: Connector): AppCallError {
  const { details } = error;
  const isLogin = details.class === 'auth' || refusals.has(details.code ?? '');
  if (!isLogin) return error;
  const said = details.appMessage === undefined ? '' : ` It said: ${details.appMessage}`;
  return new AppCallError(`${name} does not accept what was filled in.${said}`, { ...details, class: 'auth' });
}

/** A good status without what was asked for: an error of the app, if it says so, or an answer of another shape. */
function withoutValue(answer: Answer, missing: string, { step, connector }: Context): AppCallError {
  const said = errorOf({ ...answer, status: 400 }, { ...connector, errors: undefined });
  if (said !== undefined && (said.details.appMessage ?? said.details.code) !== undefined)
    return asLogin(new AppCallError(said.message, { ...said.details, status: answer.status }), connector);
  return new AppCallError(
    `The answer of ${connector.name} to the step ${step.name} has no ${missing}${step.take?.[missing] ? ` at ${step.take[missing]}` : ''}.`,
    { class: 'protocol', code: 'step_answer', field: missing, status: answer.status },
  );
}
