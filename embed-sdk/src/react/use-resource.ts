import { useEffect, useSyncExternalStore } from 'react';
import type { Resource, ResourceState } from './resource.ts';

/** Draws a resource, and reads it when its screen opens; what is known already is shown meanwhile. */
export function useResource<Data>(resource: Resource<Data>): ResourceState<Data> {
  useEffect(() => resource.load(), [resource]);
  return useSyncExternalStore(resource.subscribe, resource.getSnapshot, resource.getSnapshot);
}
