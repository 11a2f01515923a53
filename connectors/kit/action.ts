import type { z } from 'zod';
import type { ConnectorContext } from './connector.ts';

/** Something that can be done in the app, by API, flow or hand. */
export interface ConnectorAction<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** A verb and what it acts on: "Create a contact". */
  title: string;
  /** What a person should know before: limits, what happens to what is there. */
  description?: string;
  /** `.meta({ title, description })` for people; live choices by `.meta({ options })` as in settings. */
  input: Input;
  output: Output;
  /** `reads`: changes nothing. `destroys`: can't be undone. */
  effect: 'reads' | 'writes' | 'destroys';
  /**
   * What doing it twice does. `key`: the app takes `idempotencyKey` and does it once. `natural`: the second time changes
   * nothing (set, upsert, delete). `none`: it happens twice. Reading is `natural`.
   */
  repeat: 'key' | 'natural' | 'none';
  scopes?: string[];
  run: (
    context: ConnectorContext,
    input: z.output<Input>,
    once: { idempotencyKey: string },
  ) => Promise<z.input<Output>>;
  /** An input that works, for the contract run and the documentation. */
  example: z.input<Input>;
}

/** Defines an action with its input's and output's types flowing into `run`. */
export function defineAction<Input extends z.ZodType, Output extends z.ZodType>(
  action: ConnectorAction<Input, Output>,
): ConnectorAction {
  return {
    ...action,
    run: (context, input, once) => action.run(context, input as z.output<Input>, once),
  } as ConnectorAction;
}
