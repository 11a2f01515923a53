import { randomUUID } from 'node:crypto';
import type { TokenAuth, TokenStep } from '#connectors/kit/index.ts';
import { secondsAfter } from '#server/clock.ts';
import type { Access } from '../access.ts';
import type { FieldsCredential } from '../credential.ts';
import type { Send } from '../send.ts';
import { fieldValues, stepValues } from './credential-values.ts';
import { requestStep } from './request-step.ts';
import { samlStep } from './saml-step.ts';
import { signStep } from './sign-step.ts';

export interface StepsInput {
  access: Access<TokenAuth>;
  /** As the form's schema parsed them. */
  fields: Record<string, unknown>;
  now: Date;
  signal?: AbortSignal;
  send?: Send;
}

/** What a step leaves to the ones after it, and to the requests. */
export interface StepResult {
  taken: Record<string, string>;
  /** Undefined where it does not tell. */
  expiresAt?: Date;
}

const defaultLife = 3_600;

/**
 * Runs the chain that turns a form into a token. The last step that tells an end is believed: earlier ones hold what is used
 * up at once. A signed assertion tells its end where it is the token itself.
 */
export async function runSteps(input: StepsInput): Promise<NonNullable<FieldsCredential['token']>> {
  const { access, fields, now } = input;
  const { steps, defaultExpiresIn = defaultLife } = access.auth;
  const known = {
    ...(access.client && { clientId: access.client.clientId }),
    ...access.values,
    ...fieldValues(fields),
    uuid: randomUUID(),
    timestamp: String(Math.floor(now.getTime() / 1000)),
  };
  // To sign with, and never to send: where requests go may be what a customer has typed in.
  const vendorKey = access.client?.clientSecret;
  const values: Record<string, Record<string, string>> = {};
  const run = (step: TokenStep): Promise<StepResult> | StepResult => {
    const filling = { values: { ...known, ...stepValues(values) }, app: access.connector.connector.name };
    if ('sign' in step) return signStep(step, { ...filling, vendorKey, now });
    if ('saml' in step) return samlStep(step, { ...filling, vendorKey, now });
    return requestStep(step, filling, input);
  };
  let end: Date | undefined;
  for (const [index, step] of steps.entries()) {
    const result = await run(step);
    values[step.name] = { ...values[step.name], ...result.taken };
    if ('url' in step || index === steps.length - 1) end = result.expiresAt ?? end;
  }
  return { values, expiresAt: (end ?? secondsAfter(now, defaultExpiresIn)).toISOString() };
}
