import { z } from 'zod';
import type { ConnectorAction } from '#connectors/kit/index.ts';
import { schemaOf } from '#server/runtime/schema-of.ts';

const schema = z.record(z.string(), z.unknown());

/** How the API and the console show an action. */
export const actionSchema = z
  .object({
    name: z.string().meta({ example: 'createContact' }),
    title: z.string().meta({ example: 'Create a contact' }),
    description: z.string().nullable(),
    effect: z.enum(['reads', 'writes', 'destroys']).meta({ description: '`destroys` can’t be undone.' }),
    repeat: z.enum(['key', 'natural', 'none']).meta({
      description:
        'What doing it twice does. `key`: the app does it once for one Idempotency-Key. `natural`: nothing more. `none`: it happens twice.',
    }),
    scopes: z.array(z.string()).meta({ description: 'What the account must have granted.' }),
    input: schema.meta({ description: 'JSON Schema of `input`.' }),
    output: schema.meta({ description: 'JSON Schema of `output`.' }),
    example: z.unknown().meta({ description: 'An input that works.' }),
  })
  .meta({ id: 'Action' });

export function describeAction(name: string, action: ConnectorAction): z.input<typeof actionSchema> {
  const { title, description = null, effect, repeat, scopes = [], input, output, example } = action;
  return {
    name,
    title,
    description,
    effect,
    repeat,
    scopes,
    input: schemaOf(input),
    output: schemaOf(output, 'output'),
    example,
  };
}
