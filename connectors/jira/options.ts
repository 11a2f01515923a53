import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const offset = z.int().catch(0);
const projectPage = z.object({
  values: z.array(z.object({ key: z.string(), name: z.string() })),
  isLast: z.boolean().optional(),
});
const projectDetail = z.object({
  issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z.boolean().optional() })).default([]),
});
const person = z.object({
  accountId: z.string(),
  displayName: z.string().optional(),
  active: z.boolean().optional(),
  accountType: z.string().optional(),
});
const transitionList = z.object({
  transitions: z.array(
    z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string().optional() }).optional() }),
  ),
});

const projects: OptionsFunction = async ({ http }, { search, cursor }) => {
  const startAt = offset.parse(cursor ?? 0);
  const { body } = await http.get('/rest/api/3/project/search', projectPage, {
    query: { startAt, maxResults: 50, orderBy: 'name', query: search.trim() || undefined },
  });
  const goesOn = body.isLast === false && body.values.length > 0;
  return {
    options: body.values.map(({ key, name }) => ({ value: key, label: name, detail: key })),
    next: goesOn ? startAt + body.values.length : null,
  };
};

const issueTypes: OptionsFunction = async ({ http }, { search, parent }) => {
  if (!parent?.project) return { options: [], next: null };
  const { body } = await http.get(`/rest/api/3/project/${encodeURIComponent(parent.project)}`, projectDetail);
  const wanted = search.trim().toLowerCase();
  const found = body.issueTypes.filter(({ name, subtask }) => !subtask && name.toLowerCase().includes(wanted));
  return { options: found.map(({ id, name }) => ({ value: id, label: name })), next: null };
};

const people: OptionsFunction = async ({ http }, { search, cursor }) => {
  const startAt = offset.parse(cursor ?? 0);
  // An empty question finds nobody; a full stop finds all.
  const query = { query: search.trim() || '.', startAt, maxResults: 50 };
  const { body } = await http.get('/rest/api/3/user/search', z.array(person), { query });
  const found = body.filter(
    ({ active, accountType }) => active !== false && (accountType ?? 'atlassian') === 'atlassian',
  );
  return {
    options: found.map(({ accountId, displayName }) => ({ value: accountId, label: displayName ?? accountId })),
    next: body.length === 50 ? startAt + 50 : null,
  };
};

const transitions: OptionsFunction = async ({ http }, { search, parent }) => {
  if (!parent?.issue) return { options: [], next: null };
  const path = `/rest/api/3/issue/${encodeURIComponent(parent.issue)}/transitions`;
  const { body } = await http.get(path, transitionList);
  const wanted = search.trim().toLowerCase();
  const found = body.transitions.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { options: found.map(({ id, name, to }) => ({ value: id, label: name, detail: to?.name })), next: null };
};

export const options: Record<string, OptionsFunction> = { projects, issueTypes, people, transitions };
