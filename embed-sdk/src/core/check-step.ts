import type { StepCheck, StepToCheck } from './connect-flow.ts';
import type { FormField } from './contract.ts';
import { PorticoError } from './portico-error.ts';

/** A field whose value is shown to nobody and kept by nobody but the server. */
export const isSecret = ({ secret, kind }: FormField): boolean => secret === true || kind === 'password';

/** Asks the host whether a step may be sent; its objection as an error, or nothing. The host never sees a secret. */
export async function checkStep(
  check: StepCheck,
  { values, ...step }: StepToCheck,
  fields: readonly FormField[],
): Promise<PorticoError | undefined> {
  const secret = new Set(fields.filter(isSecret).map(({ name }) => name));
  const shown = Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)));
  try {
    const refusal = await check({ ...step, values: shown });
    return refusal ? new PorticoError({ code: 'step_refused', ...refusal }) : undefined;
  } catch (cause) {
    return new PorticoError({
      code: 'step_refused',
      message: 'The page could not check what was entered.',
      remedy: 'Try again in a minute.',
      cause,
    });
  }
}
