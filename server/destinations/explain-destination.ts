import { isAppCallError } from '#connectors/kit/index.ts';
import { type Explained, explainFailure } from '#server/syncs/explain-failure.ts';

/** Why a destination could not be written to, in words for whoever looks after it: the vendor. */
export function explainDestination(name: string, thrown: unknown): Explained {
  const explained = explainFailure(name, thrown);
  const { error } = explained;
  const said = isAppCallError(thrown) ? thrown.message : '';
  return {
    ...explained,
    error: {
      ...error,
      ...(error.class === 'permission' && { sentence: `${name} does not let its user write. ${said}` }),
      ...(error.code === 'no_schema' && { sentence: said }),
      remedy: remedyOf(error) ?? error.remedy,
    },
  };
}

/** Where the words for a customer's app would send the vendor to the wrong place. */
function remedyOf({ class: kind, code }: Explained['error']): string | undefined {
  if (code === 'no_schema') return 'Create it there, or choose another one.';
  if (kind === 'auth') return 'Give it an access that works: everything goes on where it stopped.';
  if (kind === 'permission') return 'Let its user create tables, or make them for it and let it write into them.';
  if (kind === 'conflict')
    return 'If the data there is yours to replace, remove its tables, and everything is delivered anew.';
  return undefined;
}
