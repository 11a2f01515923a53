import type { Connector } from '#connectors/kit/index.ts';
import { type Definition, offerOf } from './definition.ts';

/** The scopes that a version can't do without, beyond the connector's least. What is only optional is asked for when it is switched on. */
export function needsScopes(
  { syncs, actions = [] }: Definition,
  { objects, actions: known = {} }: Connector,
): string[] {
  const ofSyncs = syncs
    .filter((sync) => offerOf(sync) !== 'optional')
    .flatMap(({ object }) => (Object.hasOwn(objects, object) ? (objects[object]?.scopes ?? []) : []));
  const ofActions = actions.flatMap(({ action }) =>
    Object.hasOwn(known, action) ? (known[action]?.scopes ?? []) : [],
  );
  return [...new Set([...ofSyncs, ...ofActions])];
}
