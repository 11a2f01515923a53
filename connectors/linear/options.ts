import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { ask } from './ask.ts';

interface Choices {
  connection: string;
  type: string;
  fields: string;
  label: (node: Record<string, unknown>) => string;
  detail?: (node: Record<string, unknown>) => string | undefined;
  /** The filter's part that searches by words. */
  search: (words: string) => Record<string, unknown>;
  /** Of the answer that the dropdown depends on. */
  parent?: (parent: Record<string, string>) => Record<string, unknown>;
}

const cursorText = z.string().nullable().catch(null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const byName = (words: string) => ({ name: { containsIgnoreCase: words } });

function choices({
  connection,
  type,
  fields,
  label,
  detail,
  search: byWords,
  parent: within,
}: Choices): OptionsFunction {
  const query = `query ($after: String, $filter: ${type}Filter) {
  ${connection}(first: 50, after: $after, filter: $filter) { nodes { id ${fields} } pageInfo { hasNextPage endCursor } }
}`;
  const page = z.object({
    [connection]: z.object({
      nodes: z.array(z.looseObject({ id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  });
  return async ({ http }, { search, cursor, parent }) => {
    const words = search.trim();
    const filter = { ...(words !== '' && byWords(words)), ...(parent && within?.(parent)) };
    const variables = { after: cursorText.parse(cursor), filter };
    const found = (await ask(http, query, variables, page, { repeatable: true }))[connection];
    return {
      options: (found?.nodes ?? []).map((node) => ({ value: node.id, label: label(node), detail: detail?.(node) })),
      next: found?.pageInfo.hasNextPage ? found.pageInfo.endCursor : null,
    };
  };
}

const name = (node: Record<string, unknown>) => textOf(node.name);
const ofTeam = (parent: Record<string, string>) => (parent.teamId ? { team: { id: { eq: parent.teamId } } } : {});

export const options: Record<string, OptionsFunction> = {
  teams: choices({
    connection: 'teams',
    type: 'Team',
    fields: 'name key',
    label: name,
    detail: (node) => textOf(node.key),
    search: byName,
  }),
  people: choices({
    connection: 'users',
    type: 'User',
    fields: 'name email',
    label: name,
    detail: (node) => textOf(node.email) || undefined,
    search: byName,
  }),
  projects: choices({ connection: 'projects', type: 'Project', fields: 'name', label: name, search: byName }),
  labels: choices({ connection: 'issueLabels', type: 'IssueLabel', fields: 'name', label: name, search: byName }),
  states: choices({
    connection: 'workflowStates',
    type: 'WorkflowState',
    fields: 'name type',
    label: name,
    search: byName,
    parent: ofTeam,
  }),
};
