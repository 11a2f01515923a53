import type { z } from 'zod';
import type { Connector, ConnectorContext, Json } from '#connectors/kit/index.ts';

interface Piece {
  /** `check`, `lookUp`, `options.<name>`, or the name of an action, an object or a polling trigger. */
  name: string;
  input: unknown;
  pages: number;
}

/** What a piece of a connector brings, and whether it is what it promises. */
export interface Tried {
  result: unknown;
  problems: string[];
}

type Context = ConnectorContext<Record<string, unknown>>;

/** Runs one piece of a connector as the engine would. */
export async function runPiece(connector: Connector, context: Context, { name, input, pages }: Piece): Promise<Tried> {
  const { actions = {}, objects, triggers = {}, options = {} } = connector;
  if (name === 'check') return { result: await connector.check?.(context), problems: [] };
  if (name === 'lookUp') return { result: await connector.lookUp?.(context), problems: [] };
  if (name.startsWith('options.')) {
    const choices = options[name.slice('options.'.length)];
    if (choices !== undefined)
      return { result: await choices(context, { search: String(input ?? ''), cursor: null }), problems: [] };
  }
  const action = actions[name];
  if (action !== undefined) {
    const parsed = action.input.parse(input ?? action.example);
    const result = await action.run(context, parsed, { idempotencyKey: crypto.randomUUID() });
    return { result, problems: misfits(action.output, [result]) };
  }
  const object = objects[name];
  if (object !== undefined) return pull(object, context, pages);
  const trigger = triggers[name];
  if (trigger?.via === 'poll') {
    const started = await trigger.poll(context, { cursor: null });
    const result = await trigger.poll(context, { cursor: started.cursor });
    return {
      result,
      problems: misfits(
        trigger.output,
        result.items.map(({ data }) => data),
      ),
    };
  }
  const known = [
    'check',
    ...Object.keys(actions),
    ...Object.keys(objects),
    ...Object.keys(options).map((one) => `options.${one}`),
  ];
  throw new Error(`${connector.name} has no ${name}. It has: ${known.join(', ')}.`);
}

async function pull(object: Connector['objects'][string], context: Context, pages: number): Promise<Tried> {
  const rows: unknown[] = [];
  let cursor: Json = null;
  let read = 0;
  do {
    const page = await object.pull(context, { mode: 'full', cursor, watermark: null });
    rows.push(...page.rows);
    cursor = page.next;
    read += 1;
  } while (cursor !== null && read < pages);
  return { result: rows, problems: misfits(object.row, rows) };
}

function misfits(schema: z.ZodType, values: unknown[]): string[] {
  return values.flatMap((value, index) => {
    const issues = schema.safeParse(value).error?.issues ?? [];
    return issues.map(({ path, message }) => `${index}: ${path.join('.') || 'it'}: ${message}`);
  });
}
