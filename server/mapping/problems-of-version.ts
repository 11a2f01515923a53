import type { Connector } from '#connectors/kit/index.ts';
import { linkTables } from './link-tables.ts';
import type { MappingVersion } from './load-mapping.ts';
import type { MappingProblem } from './read-mapping.ts';
import { sourceFieldsOf } from './source-fields.ts';
import { targetFieldsOf } from './target-fields.ts';
import { validateMapping } from './validate-mapping.ts';
import { validateWrite } from './way-out.ts';

/** Problems of the way back say so at their field. */
export const onTheWayOut = (found: MappingProblem): MappingProblem => ({ ...found, field: `write: ${found.field}` });

/** What is wrong with a mapping and its way back, held against an object of a connector. */
export function problemsOfVersion(
  { mapping, write, target }: MappingVersion,
  object: Connector['objects'][string],
  objects: Connector['objects'],
): MappingProblem[] {
  const { fields, isOpen } = sourceFieldsOf(object);
  const tables = linkTables(objects);
  return [
    ...validateMapping(mapping, {
      source: fields,
      sourceIsOpen: isOpen,
      target: target === null ? [] : targetFieldsOf(target),
      tables,
    }),
    ...(write ? validateWrite(write, { mapping, target, object, tables }).map(onTheWayOut) : []),
    ...(write && !object.upsert ? [onTheWayOut(unwritable(object.label))] : []),
  ];
}

const unwritable = (label: string): MappingProblem => ({
  severity: 'error',
  field: '',
  message: `The app’s ${label} can’t be written.`,
  remedy: 'Leave out `write`, and use the connector’s actions.',
});
