import { z } from 'zod';
import { accountTypes, auth } from './check-auth.ts';
import {
  address,
  callable,
  count,
  exactly,
  fieldsIn,
  form,
  isSchema,
  type Keys,
  misfit,
  oneOf,
  templates,
  text,
  yesOrNo,
  zodSchema,
} from './check-parts.ts';
import { categories } from './kit/categories.ts';
import type {
  Connector,
  ConnectorAction,
  ConnectorAuth,
  ConnectorDestination,
  ConnectorHooks,
  ConnectorModel,
  ConnectorObject,
  HookTrigger,
  LimitHeaders,
  PollTrigger,
  RateLimit,
  Upsert,
  WriteItem,
} from './kit/index.ts';
import { modelNames } from './kit/index.ts';

const scopes = z.array(text).optional();
const named = <Schema extends z.ZodType>(schema: Schema) =>
  z.record(z.string().regex(/^[a-z]\w*$/i, 'must be a name of letters and digits'), schema);

const writeItem = exactly({ key: text.optional(), data: z.record(z.string(), z.unknown()) } satisfies Keys<WriteItem>);
const object = exactly({
  label: text,
  row: zodSchema,
  key: callable,
  incremental: yesOrNo,
  reportsDeletes: yesOrNo,
  pull: callable,
  scopes,
  describe: callable.optional(),
  get: callable.optional(),
  upsert: exactly({
    batch: count,
    matchBy: z.array(text),
    repeat: z.literal('key').optional(),
    partial: z.literal(true).optional(),
    touches: z.array(text).optional(),
    write: callable,
    example: z.array(writeItem).min(2, 'must hold two items'),
  } satisfies Keys<Upsert>).optional(),
} satisfies Keys<ConnectorObject>).refine(({ reportsDeletes, incremental }) => incremental || !reportsDeletes, {
  path: ['reportsDeletes'],
  message: 'can be true only where incremental is',
});

// What a mapping holds is judged with the object and the model that it stands between: `models.test.ts`.
const mapping = z.looseObject({ mapping: z.literal(1), fields: z.array(z.unknown()) });
const model = exactly({
  object: text,
  mapping,
  write: mapping.optional(),
  sample: z.unknown(),
} satisfies Keys<ConnectorModel>);

const action = exactly({
  title: text,
  description: text.optional(),
  input: zodSchema,
  output: zodSchema,
  effect: oneOf(['reads', 'writes', 'destroys']),
  repeat: oneOf(['key', 'natural', 'none']),
  scopes,
  run: callable,
  example: z.unknown(),
} satisfies Keys<ConnectorAction>).superRefine(({ input, example, effect, repeat }, context) => {
  const problem = misfit(input, example);
  if (problem) context.addIssue({ code: 'custom', path: ['example'], message: problem });
  if (effect === 'reads' && repeat !== 'natural')
    context.addIssue({ code: 'custom', path: ['repeat'], message: 'must be natural: reading changes nothing' });
});

const trigger = z.lazy(() =>
  z
    .discriminatedUnion(
      'via',
      [
        exactly({
          ...triggerWords,
          via: z.literal('hook'),
          events: z.array(text).min(1, 'must name one event or more'),
        } satisfies Keys<HookTrigger>),
        exactly({ ...triggerWords, via: z.literal('poll'), poll: callable } satisfies Keys<PollTrigger>),
      ],
      { error: 'must be hook or poll' },
    )
    .superRefine(({ output, sample }, context) => {
      const problem = misfit(output, sample);
      if (problem) context.addIssue({ code: 'custom', path: ['sample'], message: problem });
    }),
);
const triggerWords = {
  title: text,
  description: text.optional(),
  output: zodSchema,
  sample: z.json(),
  scopes,
};

const hooks = exactly({
  verify: z.union([callable, z.literal('none')], { error: "must be a function, or 'none'" }),
  certificateUrl: callable.optional(),
  secretFrom: oneOf(['oauthApp', 'subscription', 'customer']),
  events: callable,
  challenge: callable.optional(),
  answer: z
    .union([
      callable,
      exactly({ status: count, headers: z.record(z.string(), z.string()).optional(), body: z.string() }),
    ])
    .optional(),
  subscribe: callable.optional(),
  renew: callable.optional(),
  unsubscribe: callable.optional(),
} satisfies Keys<ConnectorHooks>).superRefine(({ secretFrom, subscribe, renew, unsubscribe }, context) => {
  if (
    subscribe === undefined &&
    (renew ?? unsubscribe ?? (secretFrom === 'subscription' ? '' : undefined)) !== undefined
  )
    context.addIssue({
      code: 'custom',
      path: ['subscribe'],
      message: 'is missing: what is renewed, ended or gives the secret',
    });
});

const host = z.string().regex(/^(\*\.)?[\w-]+(\.[\w-]+)+$/, 'must be a host such as api.example.com or *.example.com');
const limit = exactly({
  scope: oneOf(['connection', 'app', 'customer']),
  requests: count,
  perMs: count,
  concurrent: count.optional(),
} satisfies Keys<RateLimit>);

const shape = exactly({
  name: text,
  category: z.enum(categories, { error: 'must be one of kit/categories.ts' }),
  description: text,
  docs: text.refine((value) => /^https?:\/\//.test(value), 'must be an address'),
  version: text,
  auth,
  accountTypes: accountTypes.optional(),
  before: form.optional(),
  appFields: form.optional(),
  baseUrl: address.optional(),
  headers: templates.optional(),
  hosts: z.array(host).optional(),
  limits: z.array(limit).optional(),
  limitHeaders: exactly({
    remaining: text,
    reset: text.optional(),
    resetUnit: oneOf(['seconds', 'epoch', 'epochMs', 'date']).optional(),
  } satisfies Keys<LimitHeaders>).optional(),
  settings: form,
  lookUp: callable.optional(),
  check: callable.optional(),
  errors: callable.optional(),
  objects: named(object),
  models: z.partialRecord(z.enum(modelNames, 'must be one of kit/models'), model).optional(),
  actions: named(action).optional(),
  triggers: named(trigger).optional(),
  hooks: hooks.optional(),
  options: named(callable).optional(),
  destination: exactly({
    settings: form,
    help: text.optional(),
    check: callable.optional(),
    deliver: callable,
  } satisfies Keys<ConnectorDestination>).optional(),
} satisfies Keys<Connector>);

/** What is wrong with a connector, one sentence each; nothing when it can be used. */
export function problemsOf(connector: unknown): string[] {
  if (typeof connector !== 'object' || connector === null)
    return ['the connector must be exported by default: export default defineConnector({ … }).'];
  if (!isShaped(connector)) {
    const issues = shape.safeParse(connector).error?.issues ?? [];
    const sentences = issues.map(({ path, message }) =>
      sentence(path.length > 0 ? path.join('.') : 'the connector', message),
    );
    return [...new Set(sentences)];
  }
  return [...problemsTogether(connector)];
}

function isShaped(connector: unknown): connector is Connector {
  return shape.safeParse(connector).success;
}

/** Whether the vendor registers an app for it, which then has a secret. */
const isOfOauthApp = (auth: ConnectorAuth): boolean =>
  auth.kind === 'oauth2' || (auth.kind === 'oauth1' && auth.endpoints !== undefined);

/** What holds the parts together. */
function* problemsTogether(connector: Connector): Generator<string> {
  const { objects, actions = {}, triggers = {}, hooks: given, options = {} } = connector;
  if (Object.keys({ ...objects, ...actions, ...triggers }).length === 0)
    yield sentence('objects', 'must hold one object or more, where there is no action and no trigger either');
  if (connector.baseUrl === undefined && !['database', 'ssh'].includes(connector.auth.kind))
    yield sentence('baseUrl', 'is missing: where the API of the app is');
  if (given?.secretFrom === 'oauthApp' && !authsOf(connector).some(isOfOauthApp))
    yield sentence('hooks.secretFrom', 'is an OAuth app, which this connector has not');
  if (given === undefined) {
    for (const [name, { via }] of Object.entries(triggers))
      if (via === 'hook') yield sentence('hooks', `is missing: triggers.${name} waits for it`);
  }
  for (const [name, { object: from, sample }] of Object.entries(connector.models ?? {})) {
    const of = Object.hasOwn(objects, from) ? objects[from] : undefined;
    const problem = of ? misfit(of.row, sample) : undefined;
    if (!of) yield sentence(`models.${name}.object`, `is ${from}, which is none of objects`);
    else if (problem) yield sentence(`models.${name}.sample`, problem);
  }
  yield* wordlessScopes(connector);
  for (const [place, schema] of formsOf(connector)) {
    const fields = fieldsIn(schema);
    for (const [name, meta] of fields) {
      if (meta.options !== undefined && !Object.hasOwn(options, meta.options))
        yield sentence(`options.${meta.options}`, `is missing: ${place}.${name} takes its choices from it`);
      if (meta.dependsOn !== undefined && !fields.some(([other]) => other === meta.dependsOn))
        yield sentence(`${place}.${name}`, `depends on ${meta.dependsOn}, which is not asked`);
    }
  }
}

/** Scopes that a person would be asked for without being told what they allow. */
function* wordlessScopes(connector: Connector): Generator<string> {
  const oauth2 = authsOf(connector).find((one) => one.kind === 'oauth2');
  if (oauth2 === undefined) return;
  const parts = [connector.objects, connector.actions ?? {}, connector.triggers ?? {}].flatMap(
    Object.values<{ scopes?: string[] }>,
  );
  const asked = [...oauth2.scopes, ...(oauth2.optionalScopes ?? []), ...parts.flatMap((part) => part.scopes ?? [])];
  for (const scope of new Set(asked)) {
    if (!oauth2.scopeWords[scope])
      yield sentence(`auth.scopeWords.${scope}`, 'is missing: what this scope allows, in plain words');
  }
}

const authsOf = ({ auth: first, accountTypes: types = {} }: Connector) => [
  first,
  ...Object.values(types).flatMap((type) => type.auth ?? []),
];

/** Every form in which live choices may be asked for. */
function formsOf({ settings, before, actions = {} }: Connector): [place: string, schema: z.ZodType][] {
  const forms: [string, unknown][] = [
    ['settings', settings],
    ['before', before],
    ...Object.entries(actions).map(([name, { input }]): [string, unknown] => [`actions.${name}.input`, input]),
  ];
  return forms.flatMap(([place, schema]) => (isSchema(schema) ? [[place, schema] as [string, z.ZodType]] : []));
}

function sentence(place: string, message: string): string {
  return `${place} ${message}.`;
}
