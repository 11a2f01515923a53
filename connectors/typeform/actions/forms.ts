import { z } from 'zod';
import { type ConnectorHttp, defineAction } from '../../kit/index.ts';
import { form } from '../objects/rows.ts';
import { form as formId, formPath } from '../settings.ts';

const workspaceId = z
  .string()
  .regex(/^\w+$/, 'The id of a workspace has letters and digits.')
  .meta({ title: 'Workspace', options: 'workspaces' });
const title = z.string().trim().min(1).max(255).meta({ title: 'Title' });

const question = z.object({
  title: z.string().min(1).meta({ title: 'Question' }),
  type: z
    .enum(['short_text', 'long_text', 'email', 'number', 'date', 'yes_no', 'phone_number', 'multiple_choice', 'rating'])
    .default('short_text')
    .meta({
      title: 'Kind',
      choices: {
        short_text: 'Short text',
        long_text: 'Long text',
        email: 'E-mail',
        number: 'Number',
        date: 'Date',
        yes_no: 'Yes or no',
        phone_number: 'Phone number',
        multiple_choice: 'Choice',
        rating: 'Rating',
      },
    }),
  required: z.boolean().default(false).meta({ title: 'Must be answered' }),
  choices: z.array(z.string().min(1)).optional().meta({ title: 'Choices', description: 'Of a choice.' }),
});

const known = z.looseObject({ self: z.looseObject({ href: z.string() }) });
/** Forms name their workspace by its address, which depends on where the account is. */
const placeOf = async (http: ConnectorHttp, id: string) => ({
  href: (await http.get(`/workspaces/${encodeURIComponent(id)}`, known)).body.self.href,
});
const done = z.object({ id: z.string() });

/** What a form is changed by: https://www.typeform.com/developers/create/reference/update-form-patch/ */
async function patch(http: ConnectorHttp, id: string, path: string, value: unknown) {
  await http.patch(formPath(id), z.unknown(), { json: [{ op: 'replace', path, value }], repeatable: true });
  return { id };
}

export const createForm = defineAction({
  title: 'Create a form',
  input: z.object({
    title,
    workspace: workspaceId.optional(),
    questions: z.array(question).min(1).max(100).meta({ title: 'Questions' }),
  }),
  output: form,
  effect: 'writes',
  repeat: 'none',
  scopes: ['forms:write'],
  example: { title: 'How was the lamp?', questions: [{ title: 'Your e-mail', type: 'email', required: true }] },
  run: async ({ http }, { title: name, workspace, questions }) => {
    const fields = questions.map(({ title: text, type, required, choices }) => ({
      title: text,
      type,
      validations: { required },
      ...(choices && type === 'multiple_choice' && { properties: { choices: choices.map((label) => ({ label })) } }),
    }));
    const json = { title: name, fields, ...(workspace && { workspace: await placeOf(http, workspace) }) };
    return (await http.post('/forms', form, { json })).body;
  },
});

export const getForm = defineAction({
  title: 'Get a form',
  description: 'With its questions, endings and rules.',
  input: z.object({ form: formId }),
  output: form,
  effect: 'reads',
  repeat: 'natural',
  example: { form: 'u6nXL7' },
  run: async ({ http }, { form: id }) => (await http.get(formPath(id), form)).body,
});

export const renameForm = defineAction({
  title: 'Rename a form',
  input: z.object({ form: formId, title }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['forms:write'],
  example: { form: 'u6nXL7', title: 'How is the lamp?' },
  run: ({ http }, { form: id, title: value }) => patch(http, id, '/title', value),
});

export const openForm = defineAction({
  title: 'Open or close a form',
  input: z.object({ form: formId, isOpen: z.boolean().meta({ title: 'Takes answers' }) }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['forms:write'],
  example: { form: 'u6nXL7', isOpen: false },
  run: ({ http }, { form: id, isOpen }) => patch(http, id, '/settings/is_public', isOpen),
});

export const moveForm = defineAction({
  title: 'Move a form to another workspace',
  input: z.object({ form: formId, workspace: workspaceId }),
  output: done,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['forms:write'],
  example: { form: 'u6nXL7', workspace: 'sDd3zw' },
  run: async ({ http }, { form: id, workspace }) => patch(http, id, '/workspace', await placeOf(http, workspace)),
});

export const deleteForm = defineAction({
  title: 'Delete a form',
  description: 'With all of its answers, for good.',
  input: z.object({ form: formId }),
  output: done,
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['forms:write'],
  example: { form: 'u6nXL7' },
  run: async ({ http }, { form: id }) => {
    await http.delete(formPath(id), z.unknown(), { answer: 'text' });
    return { id };
  },
});

export const createWorkspace = defineAction({
  title: 'Create a workspace',
  input: z.object({ name: z.string().trim().min(1).meta({ title: 'Name' }) }),
  output: z.looseObject({ id: z.string(), name: z.string() }),
  effect: 'writes',
  repeat: 'none',
  scopes: ['workspaces:write'],
  example: { name: 'Surveys' },
  run: async ({ http }, json) =>
    (await http.post('/workspaces', z.looseObject({ id: z.string(), name: z.string() }), { json })).body,
});
