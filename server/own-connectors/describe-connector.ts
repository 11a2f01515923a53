import { z } from 'zod';
import { type Connector, modelNames, models } from '#connectors/kit/index.ts';
import { formField } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { fieldsOf, usesPopup } from '#server/runtime/access.ts';

/** What a connector can do, and how one is let in. */
export const abilitiesSchema = z
  .object({
    check: z.boolean(),
    ways: z.array(
      z.object({
        /** Null where there is one way only. */
        accountType: z.string().nullable(),
        label: z.string(),
        kind: z.string(),
        /** By a window of the app: a test needs a token, or a connection. */
        signIn: z.boolean(),
        fields: z.array(formField),
        help: z.string().nullable().meta({ description: 'Where to find what is asked.' }),
      }),
    ),
    before: z.array(formField),
    settings: z.array(formField),
    objects: z.array(z.object({ name: z.string(), label: z.string(), incremental: z.boolean() })),
    options: z.array(z.string()).meta({ description: 'Lists of live choices that a question may have.' }),
    /** Models that apps share, and which of the objects becomes each. */
    models: z.array(z.object({ name: z.enum(modelNames), label: z.string(), object: z.string() })),
    actions: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string().nullable(),
        effect: z.enum(['reads', 'writes', 'destroys']),
        example: z.unknown(),
      }),
    ),
    triggers: z.array(z.object({ name: z.string(), title: z.string() })),
    destination: z
      .object({ settings: z.array(formField), help: z.string().nullable() })
      .nullable()
      .meta({ description: 'Where it takes records: what is chosen for a destination.' }),
  })
  .meta({ id: 'ConnectorAbilities' });

export function abilitiesOf(connector: Connector): z.output<typeof abilitiesSchema> {
  const {
    accountTypes,
    auth,
    before,
    settings,
    objects,
    models: given = {},
    actions = {},
    triggers = {},
    destination,
  } = connector;
  const types = Object.entries(accountTypes ?? {}).map(([name, type]) => ({
    name,
    label: type.label,
    auth: type.auth ?? auth,
  }));
  const ways = types.length > 0 ? types : [{ name: null, label: connector.name, auth }];
  return {
    check: connector.check !== undefined,
    ways: ways.map(({ name, label, auth: way }) => {
      const form = fieldsOf(way);
      return {
        accountType: name,
        label,
        kind: way.kind,
        signIn: usesPopup(way),
        fields: form ? formFields(form.fields) : [],
        help: form?.help ?? null,
      };
    }),
    before: before ? formFields(before) : [],
    settings: formFields(settings),
    options: Object.keys(connector.options ?? {}),
    objects: Object.entries(objects).map(([name, { label, incremental }]) => ({ name, label, incremental })),
    models: modelNames.flatMap((name) => {
      const model = given[name];
      return model ? [{ name, label: models[name].label, object: model.object }] : [];
    }),
    actions: Object.entries(actions).map(([name, { title, description, effect, example }]) => ({
      ...{ name, title, description: description ?? null, effect, example: example ?? null },
    })),
    triggers: Object.entries(triggers).map(([name, { title }]) => ({ name, title })),
    destination: destination ? { settings: formFields(destination.settings), help: destination.help ?? null } : null,
  };
}
