import { z } from 'zod';

const text = z.string({ error: 'must be a text' }).min(1, 'must not be empty');
const callable = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const zodObject = z.custom<z.ZodObject>((value) => isSchema(value) && 'shape' in value, 'must be z.object({ … })');
const zodSchema = z.custom<unknown>(isSchema, 'must be a zod schema');

const oauth2 = z
  .object({
    kind: z.literal('oauth2'),
    authorizeUrl: text,
    tokenUrl: text,
    scopes: z.array(text, { error: 'must be a list of scopes' }),
    scopeWords: z.record(z.string(), z.string(), { error: 'must give each scope its words' }),
    refresh: z.enum(['rotating', 'fixed', 'none'], { error: 'must be rotating, fixed or none' }),
  })
  .superRefine(({ scopes, scopeWords }, context) => {
    for (const scope of scopes) {
      if (scopeWords[scope]) continue;
      context.addIssue({
        code: 'custom',
        path: ['scopeWords', scope],
        message: 'is missing: what this scope allows, in plain words',
      });
    }
  });

const database = z.object({
  kind: z.literal('database'),
  dialect: z.literal('postgresql'),
  fields: zodObject,
  connect: callable,
});

const object = z.object({
  label: text,
  row: zodSchema,
  key: callable,
  pull: callable,
  incremental: z.boolean({ error: 'must be true or false' }),
  reportsDeletes: z.boolean({ error: 'must be true or false' }),
});

const connectorSchema = z
  .object(
    {
      name: text,
      category: text,
      description: text,
      docs: text,
      version: text,
      auth: z.discriminatedUnion('kind', [oauth2, database], { error: 'must be oauth2 or database' }),
      baseUrl: text.optional(),
      settings: zodObject,
      check: callable,
      errors: callable.optional(),
      objects: z
        .record(z.string(), object, { error: 'must name what can be synced' })
        .refine((all) => Object.keys(all).length > 0, 'must hold one object or more'),
      options: z.record(z.string(), callable).optional(),
    },
    { error: 'must be exported by default: export default defineConnector({ … })' },
  )
  .superRefine(({ auth, baseUrl, settings, options = {} }, context) => {
    if (auth.kind === 'oauth2' && baseUrl === undefined) {
      context.addIssue({ code: 'custom', path: ['baseUrl'], message: 'is missing: where the API of the app is' });
    }
    for (const [setting, wanted] of liveSettings(settings)) {
      if (wanted in options) continue;
      context.addIssue({
        code: 'custom',
        path: ['options', wanted],
        message: `is missing: settings.${setting} takes its choices from it`,
      });
    }
  });

/** What is wrong with a connector, one sentence each; nothing when it can be used. */
export function problemsOf(connector: unknown): string[] {
  const parsed = connectorSchema.safeParse(connector);
  if (parsed.success) return [];
  return parsed.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? 'the connector' : path.join('.')} ${message}.`,
  );
}

function isSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

const jsonSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ options: z.string().optional() })).default({}),
});

/** Each setting with the name of the live choices that it asks for in `.meta({ options })`. */
function liveSettings(settings: z.ZodObject): [setting: string, options: string][] {
  const { properties } = jsonSchema.parse(z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }));
  return Object.entries(properties).flatMap(([name, { options }]) => (options === undefined ? [] : [[name, options]]));
}
