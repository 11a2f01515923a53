import { type DeclaredConnector, declaredConnectorSchema } from '#connectors/kit/declared.ts';
import { describeIssue } from '#server/trpc/describe-issue.ts';
import { formProblems, schemaProblems } from './schema-problems.ts';
import { templateProblems } from './template-problems.ts';

/** Something about a definition that somebody should look at. */
export interface DefinitionProblem {
  path: (string | number)[];
  message: string;
  /** `error`: it can't be published like this. */
  severity: 'error' | 'warning';
}

export const problem = (
  path: (string | number)[],
  message: string,
  severity: DefinitionProblem['severity'] = 'error',
): DefinitionProblem => ({ path, message, severity });

const mostProblems = 100;

/** What is wrong with a definition, each with its place; empty where it can be published. */
export function definitionProblems(definition: unknown): DefinitionProblem[] {
  const parsed = declaredConnectorSchema.safeParse(definition);
  if (!parsed.success) {
    return parsed.error.issues
      .flatMap(flattened)
      .slice(0, mostProblems)
      .map((issue) => {
        const path = issue.path.filter((part) => typeof part !== 'symbol');
        return problem(
          path,
          describeIssue({ ...issue, path: [] }, definition).sentence.replace(/^The request/, 'This'),
        );
      });
  }
  const found = [...wholeProblems(parsed.data), ...templateProblems(parsed.data), ...schemaProblems(parsed.data)];
  return [...found, ...formProblems(parsed.data)].slice(0, mostProblems);
}

type Issue = NonNullable<ReturnType<typeof declaredConnectorSchema.safeParse>['error']>['issues'][number];

/** Of a value that may be one of several, what is wrong by the one that it comes nearest to. */
function flattened(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [nearest = []] = issue.errors.toSorted((one, other) => one.length - other.length);
  return nearest.flatMap((inner) => flattened({ ...inner, path: [...issue.path, ...inner.path] }));
}

function* wholeProblems(declared: DeclaredConnector): Generator<DefinitionProblem> {
  const { baseUrl, objects, actions, options = {}, auth, accountTypes = {} } = declared;
  if (baseUrl === undefined) yield problem([], 'There is no baseUrl: where the API of the app is.');
  for (const [name, { list }] of [...Object.entries(objects), ...Object.entries(options)]) {
    const place = name in objects ? ['objects', name] : ['options', name];
    if (list.request.method !== 'GET' && list.request.method !== 'POST')
      yield problem([...place, 'list', 'request', 'method'], 'A list is asked for with GET or POST.');
  }
  const oauth = [auth, ...Object.values(accountTypes).flatMap((type) => type.auth ?? [])].find(
    ({ kind }) => kind === 'oauth2',
  );
  if (oauth?.kind !== 'oauth2') return;
  const parts = [...Object.values(objects), ...Object.values(actions)];
  const scopes = [...oauth.scopes, ...(oauth.optionalScopes ?? []), ...parts.flatMap((part) => part.scopes ?? [])];
  for (const scope of new Set(scopes)) {
    if (!oauth.scopeWords[scope])
      yield problem(
        ['auth', 'scopeWords'],
        `The scope ${scope} has no words: what it allows, for the person who is asked.`,
        'warning',
      );
  }
}
