import { z } from 'zod';
import { AppCallError, type ConnectorHttp, defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { application, job } from '../objects/rows.ts';
import { applicationId, candidateId, chosen } from './fields.ts';

const list = z.array(application);
const id = '71980812';
/** What the app answers to a change differs; the application is read afterwards. */
const anything = { answer: 'text' } as const;

async function read(http: ConnectorHttp, key: string): Promise<z.output<typeof application>> {
  const [found] = (await http.get('/applications', list, { query: { ids: key } })).body;
  if (found !== undefined) return found;
  throw new AppCallError(`Greenhouse knows no application ${key}, or it may not be seen.`, {
    class: 'not_found',
    code: 'no_application',
    field: 'application',
  });
}

export const findApplications = defineAction({
  title: 'Find applications',
  description: 'Of a job or candidate; the newest first.',
  input: z.object({
    job: chosen('Job', 'jobs').optional(),
    candidate: candidateId.optional(),
    status: z
      .enum(['active', 'rejected', 'hired', 'converted'])
      .optional()
      .meta({
        title: 'Status',
        choices: { active: 'Under way', rejected: 'Rejected', hired: 'Hired', converted: 'Prospect that applied' },
      }),
    most: z.int().min(1).max(500).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ applications: list }),
  effect: 'reads',
  repeat: 'natural',
  example: { job: '274075', status: 'active' },
  run: async ({ http }, input) => {
    const query = { job_ids: input.job, candidate_ids: input.candidate, status: input.status, per_page: input.most };
    return { applications: (await http.get('/applications', list, { query })).body };
  },
});

export const getApplication = defineAction({
  title: 'Get an application',
  input: z.object({ application: applicationId }),
  output: application,
  effect: 'reads',
  repeat: 'natural',
  example: { application: id },
  run: ({ http }, input) => read(http, input.application),
});

export const rejectApplication = defineAction({
  title: 'Reject an application',
  description: 'Nobody is written to.',
  input: z.object({
    application: applicationId,
    reason: chosen('Reason', 'rejectionReasons'),
    notes: z.string().trim().min(1).optional().meta({ title: 'Notes', multiline: true }),
  }),
  output: application,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope('applications', 'reject'), scope('rejection_reasons')],
  example: { application: id, reason: '8', notes: 'The position was filled.' },
  run: async ({ http }, { application: key, reason, notes }) => {
    const json = { rejection_reason_id: Number(reason), ...(notes && { notes }) };
    await http.post(`/applications/${key}/reject`, z.unknown(), { json, ...anything });
    return read(http, key);
  },
});

export const unrejectApplication = defineAction({
  title: 'Take back a rejection',
  description: 'Reason and notes of the rejection go.',
  input: z.object({ application: applicationId }),
  output: application,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope('applications', 'unreject')],
  example: { application: id },
  run: async ({ http }, input) => {
    await http.post(`/applications/${input.application}/unreject`, z.unknown(), { json: {}, ...anything });
    return read(http, input.application);
  },
});

export const createJob = defineAction({
  title: 'Open a job',
  description: 'As a copy of another one.',
  input: z.object({
    template: chosen('Copy of', 'templateJobs'),
    name: z.string().trim().min(1).optional().meta({ title: 'Name' }),
    openings: z.int().min(0).max(200).default(1).meta({ title: 'How many are to be hired' }),
  }),
  output: job,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope('jobs', 'create')],
  example: { template: '107761', name: 'Designer, Lund', openings: 2 },
  run: async ({ http }, { template, name, openings }) => {
    const json = { template_job_id: Number(template), number_of_openings: openings, ...(name && { job_name: name }) };
    return (await http.post('/jobs', job, { json })).body;
  },
});
