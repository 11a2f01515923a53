import type { Connector } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { modelSchema } from '#server/models/model-schema.ts';
import type { Definition, DefinitionDocument, OwnSync, UnifiedSync } from './definition.ts';

/** A definition with what its shared models mean at this connector. */
export function planDefinition(document: DefinitionDocument, slug: string, connector: Connector): Definition {
  return { ...document, syncs: document.syncs.map((sync) => planSync(sync, slug, connector)) };
}

/** What a sync of a definition is at this connector: one that names a model which apps share has its object, mapping and schema from there. */
export function planSync(sync: DefinitionDocument['syncs'][number], slug: string, connector: Connector): OwnSync {
  return 'unified' in sync ? unify(sync, slug, connector) : sync;
}

function unify({ unified, raw, label, mode, ...rest }: UnifiedSync, slug: string, connector: Connector): OwnSync {
  const model = connector.models?.[unified];
  const object = model && connector.objects[model.object];
  if (!object) {
    const given = Object.keys(connector.models ?? {});
    throw new AppError('invalid', `The connector ${slug} gives no ${unified} of the models that apps share.`, {
      field: 'definition.syncs',
      remedy:
        given.length > 0
          ? `It gives: ${given.join(', ')}.`
          : 'Choose one of its objects, and map it to a model of your own.',
    });
  }
  return {
    ...rest,
    object: model.object,
    model: unified,
    label: label ?? object.label,
    mode: mode ?? (object.incremental ? 'incremental' : 'full'),
    mapping: raw ? { ...model.mapping, raw: 'raw' } : model.mapping,
    ...(model.write && { write: model.write }),
    target: modelSchema(unified),
  };
}
