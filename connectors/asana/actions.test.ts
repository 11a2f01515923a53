import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { taskFields } from './objects/rows.ts';
import { api, asana, contextOf, encoded, failed, task } from './test-asana.ts';

const app = testApp();
const { actions = {}, options = {} } = asana.connector;
const context = () => contextOf(app);

describe('actions', () => {
  const run = (name: string, input: unknown = actions[name]?.example) => {
    const action = actions[name];
    if (!action) throw new Error(`There is no action ${name}.`);
    return action.run(context(), action.input.parse(input), { idempotencyKey: 'once' });
  };
  const id = '1201234567890123';
  const saved = { data: { gid: id, name: 'Mend the lamp' } };

  it.each([
    ['createTask', 'POST /tasks', { name: 'Mend the lamp', due_on: '2026-12-01', projects: ['1200000000000009'] }],
    ['updateTask', `PUT /tasks/${id}`, { name: 'Mend the brass lamp' }],
    ['completeTask', `PUT /tasks/${id}`, { completed: true }],
    ['createSubtask', `POST /tasks/${id}/subtasks`, { name: 'Buy a bulb' }],
    ['addComment', `POST /tasks/${id}/stories`, { text: 'A customer has asked for this.' }],
    ['moveToSection', 'POST /sections/1200000000000010/addTask', { task: id }],
    ['addToProject', `POST /tasks/${id}/addProject`, { project: '1200000000000009' }],
    ['addTag', `POST /tasks/${id}/addTag`, { tag: '1200000000000011' }],
    ['addCollaborator', `POST /tasks/${id}/addFollowers`, { followers: ['1200000000000001'] }],
    ['createProject', 'POST /projects', { workspace: '1200000000000002', name: 'New lamps' }],
  ])('%s sends %s', async (name, request, data) => {
    app.play({ request: request.replace(' ', ` ${api}`), json: saved });
    await run(name);
    expect(app.received[0]?.json()).toEqual({ data });
  });

  it('attach a link by a form, delete, read and search', async () => {
    const query = `text=lamp&sort_by=modified_at&limit=100&opt_fields=${encoded(taskFields)}`;
    app.play(
      { request: `POST ${api}/attachments`, json: saved },
      { request: `DELETE ${api}/tasks/${id}`, json: { data: {} } },
      { request: `GET ${api}/tasks/${id}?opt_fields=${encoded(taskFields)}`, json: { data: task(id) } },
      { request: `GET ${api}/workspaces/1200000000000002/tasks/search?${query}`, json: { data: [task('5')] } },
    );
    await run('attachLink');
    expect(app.received[0]?.body).toContain('name="resource_subtype"\r\n\r\nexternal');
    expect(await run('deleteTask')).toEqual({ deleted: true });
    expect(await run('getTask')).toMatchObject({ gid: id });
    expect(await run('searchTasks')).toMatchObject({ tasks: [{ gid: '5' }] });
  });

  it('say that a plan is missing', async () => {
    const query = `text=lamp&sort_by=modified_at&limit=100&opt_fields=${encoded(taskFields)}`;
    const request = `GET ${api}/workspaces/1200000000000002/tasks/search?${query}`;
    app.play({ request, status: 402, json: failed('Search is only available to premium users.') });
    await expect(run('searchTasks')).rejects.toMatchObject({
      details: { class: 'permission', code: 'plan', appMessage: 'Search is only available to premium users.' },
    });
  });
});

describe('options', () => {
  it('depend on the workspace and the project', async () => {
    app.play(
      {
        request: `GET ${api}/projects?archived=false&opt_fields=name&workspace=4&limit=100`,
        json: {
          data: [
            { gid: '1', name: 'Lamps' },
            { gid: '2', name: 'Chairs' },
          ],
          next_page: { offset: 'o1' },
        },
      },
      {
        request: `GET ${api}/tasks?project=9&opt_fields=${encoded('memberships.project.gid,memberships.section.name')}&limit=100`,
        json: {
          data: [
            { memberships: [{ project: { gid: '9' }, section: { gid: '20', name: 'To do' } }] },
            { memberships: [{ project: { gid: '8' }, section: { gid: '21', name: 'Elsewhere' } }] },
          ],
          next_page: null,
        },
      },
    );
    const request = { search: 'lam', cursor: null };
    expect(await options.projects?.(context(), { ...request, parent: { workspace: '4' } })).toEqual({
      options: [{ value: '1', label: 'Lamps', detail: undefined }],
      next: 'o1',
    });
    expect(await options.sections?.(context(), { search: '', cursor: null })).toEqual({
      options: [{ value: '20', label: 'To do' }],
      next: null,
    });
  });
});
