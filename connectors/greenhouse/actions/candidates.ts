import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { candidate } from '../objects/rows.ts';
import { made } from '../objects/upsert-candidates.ts';
import { candidateId, chosen, profile, profileBody } from './fields.ts';

const name = (title: string) => z.string().trim().min(1, 'A name.').meta({ title });

export const createCandidate = defineAction({
  title: 'Create a candidate',
  description: 'With an application for a job, or as a candidate alone.',
  input: z.object({
    firstName: name('First name'),
    lastName: name('Last name'),
    ...profile,
    job: chosen('Applies for', 'jobs').optional(),
  }),
  output: made,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope('candidates', 'create')],
  example: { firstName: 'Mara', lastName: 'Lindqvist', email: 'mara@globex.example', job: '274075' },
  run: async ({ http }, { firstName, lastName, job, ...rest }) => {
    const json = {
      first_name: firstName,
      last_name: lastName,
      ...profileBody(rest),
      ...(job && { application: { job_id: Number(job) } }),
    };
    return (await http.post('/candidates', made, { json })).body;
  },
});

export const updateCandidate = defineAction({
  title: 'Update a candidate',
  description:
    'What is not given stays. A given e-mail address, phone or list of tags takes the place of all that were there.',
  input: z.object({
    candidate: candidateId,
    firstName: name('First name').optional(),
    lastName: name('Last name').optional(),
    ...profile,
  }),
  output: candidate,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope('candidates', 'update')],
  example: { candidate: '57683957', title: 'Lead designer' },
  run: async ({ http }, { candidate: id, firstName, lastName, ...rest }) => {
    const names = { ...(firstName && { first_name: firstName }), ...(lastName && { last_name: lastName }) };
    const json = { ...names, ...profileBody(rest) };
    return (await http.patch(`/candidates/${id}`, candidate, { json, repeatable: true })).body;
  },
});

const list = z.array(candidate);
const most = z.int().min(1).max(500).default(50).meta({ title: 'At most' });

export const findCandidates = defineAction({
  title: 'Find candidates',
  description: 'By e-mail address or tag, to the letter; the newest first.',
  input: z.object({
    email: z.email('An e-mail address.').optional().meta({ title: 'E-mail address' }),
    tag: z.string().trim().min(1).optional().meta({ title: 'Tag' }),
    most,
  }),
  output: z.object({ candidates: list }),
  effect: 'reads',
  repeat: 'natural',
  example: { email: 'mara@globex.example' },
  run: async ({ http }, { email, tag, most: size }) => ({
    candidates: (await http.get('/candidates', list, { query: { email, tag, per_page: size } })).body,
  }),
});

export const getCandidate = defineAction({
  title: 'Get a candidate',
  input: z.object({ candidate: candidateId }),
  output: candidate,
  effect: 'reads',
  repeat: 'natural',
  example: { candidate: '57683957' },
  run: async ({ http }, input) => {
    const { body } = await http.get('/candidates', list, { query: { ids: input.candidate } });
    const [found] = body;
    if (found !== undefined) return found;
    throw new AppCallError(`Greenhouse knows no candidate ${input.candidate}, or it may not be seen.`, {
      class: 'not_found',
      code: 'no_candidate',
      field: 'candidate',
    });
  },
});

const note = z.looseObject({ id: z.int(), body: z.string().nullish() });

export const addNote = defineAction({
  title: 'Add a note to a candidate',
  description: 'It can’t be changed or deleted by the API.',
  input: z.object({
    candidate: candidateId,
    text: z.string().trim().min(1, 'Write something.').max(50_000).meta({ title: 'Note', multiline: true }),
    author: chosen('Written by', 'users'),
    visibility: z
      .enum(['public', 'private', 'admin_only'])
      .default('public')
      .meta({
        title: 'Seen by',
        choices: { public: 'Whoever sees the candidate', private: 'Who may see private notes', admin_only: 'Admins' },
      }),
  }),
  output: note,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope('notes', 'create'), scope('users')],
  example: { candidate: '57683957', text: 'Met at the fair in Lund.', author: '4080' },
  run: async ({ http }, { candidate: id, text, author, visibility }) => {
    const json = { candidate_id: Number(id), user_id: Number(author), body: text, visibility, note_type: 'NOTE' };
    return (await http.post('/notes', note, { json })).body;
  },
});

const applied = z.looseObject({ id: z.int(), candidate_id: z.int(), candidate_tag_id: z.int() });

export const tagCandidate = defineAction({
  title: 'Give a tag to a candidate',
  input: z.object({ candidate: candidateId, tag: chosen('Tag', 'candidateTags') }),
  output: applied,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope('candidate_tags'), scope('applied_candidate_tags'), scope('applied_candidate_tags', 'create')],
  example: { candidate: '57683957', tag: '5592' },
  run: async ({ http }, input) => {
    const path = '/applied_candidate_tags';
    const query = { candidate_ids: input.candidate, candidate_tag_ids: input.tag };
    const [known] = (await http.get(path, z.array(applied), { query })).body;
    if (known !== undefined) return known;
    const json = { candidate_id: Number(input.candidate), candidate_tag_id: Number(input.tag) };
    return (await http.post(path, applied, { json })).body;
  },
});
