import { textAt } from '../../connectors/definition.ts';
import type { Abilities } from '../integration-detail.ts';

export interface SyncSource {
  value: string;
  kind: 'model' | 'object';
  name: string;
  label: string;
}

/** What may still be copied: of one object there is one sync, also where it comes as a shared model. */
export function sourcesOf({ objects, models }: Pick<Abilities, 'objects' | 'models'>, syncs: readonly unknown[]) {
  const taken = new Set(
    syncs.map((sync) => {
      const unified = textAt(sync, ['unified']);
      return unified ? models.find(({ name }) => name === unified)?.object : textAt(sync, ['object']);
    }),
  );
  return [
    ...models
      .filter(({ object }) => !taken.has(object))
      .map(
        ({ name, label, object }): SyncSource => ({
          ...{ value: `model ${name}`, kind: 'model', name },
          label: `${label} (of ${object})`,
        }),
      ),
    ...objects
      .filter(({ name }) => !taken.has(name))
      .map(({ name, label }): SyncSource => ({ value: `object ${name}`, kind: 'object', name, label })),
  ];
}

const schedule = { kind: 'every', seconds: 900 };

/** How a new one begins: what the connector says of it, every quarter of an hour. */
export function beginSync({ kind, name }: SyncSource, { objects }: Pick<Abilities, 'objects'>): object {
  if (kind === 'model') return { unified: name, schedule };
  const object = objects.find((one) => one.name === name);
  return {
    ...{ object: name, model: name.toLowerCase(), label: (object?.label ?? name).toLowerCase() },
    ...{ mode: object?.incremental ? 'incremental' : 'full', schedule },
  };
}
