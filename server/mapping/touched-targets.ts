import type { Mapping } from './mapping-document.ts';
import { parsePath } from './path.ts';
import { pathsOf } from './paths-of.ts';
import { restKeys } from './rest-keys.ts';

const isBelow = (path: string, one: string): boolean => path === one || path.startsWith(`${one}.`);

/** A path by dots as fields are named, computed fields by what they are made of. */
function sourcesOf(mapping: Mapping, from: Mapping['fields'][number]['from']): string[] {
  return pathsOf(from).flatMap((text) => {
    const path = parsePath(text);
    if (path?.start.from === 'computed') {
      const { name } = path.start;
      const computed = mapping.computed?.find((one) => one.name === name);
      return computed ? sourcesOf(mapping, computed.from) : [];
    }
    return [path?.parts.flatMap((part) => ('key' in part ? [part.key] : [])).join('.') ?? ''];
  });
}

/** The paths that each field is made of, by its target. */
export const sourcesByTarget = (mapping: Mapping): Map<string, string[]> =>
  new Map(mapping.fields.map(({ target, from }) => [target, sourcesOf(mapping, from)]));

/** Fields of the model that are made of nothing but these paths of the row: of what the app sets by itself with each write. */
export function touchedTargets(mapping: Mapping, touches: readonly string[]): string[] {
  const isTouched = (path: string) => touches.some((touch) => isBelow(path, touch));
  const made = [...sourcesByTarget(mapping)]
    .filter(([, sources]) => sources.length > 0 && sources.every(isTouched))
    .map(([target]) => target);
  return [...made, ...restTargets(mapping, touches), ...(mapping.raw === undefined ? [] : touches.map((touch) => `${mapping.raw}.${touch}`))]; // biome-ignore format: one thought
}

function restTargets({ rest, ...mapping }: Mapping, touches: readonly string[]): string[] {
  if (!rest) return [];
  const before = rest.from === '.' ? '' : `${rest.from}.`;
  const named = restKeys({ ...mapping, rest }, rest.from);
  return touches
    .filter((touch) => touch.startsWith(before) && !named.has(touch.slice(before.length).split('.')[0] ?? ''))
    .map((touch) => `${rest.to}.${touch.slice(before.length)}`);
}
