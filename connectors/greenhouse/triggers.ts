import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger, Json } from '../kit/index.ts';

const output = z.looseObject({ action: z.string(), payload: z.looseObject({}) });
const application = {
  id: 71980812,
  status: 'active',
  prospect: false,
  candidate: { id: 60304594 },
  jobs: [{ id: 274075 }],
};

const on = (title: string, action: string, payload: Json, description?: string): HookTrigger => ({
  via: 'hook',
  title,
  description,
  events: [action],
  output,
  sample: { action, payload },
});

export const triggers: Record<string, ConnectorTrigger> = {
  applicationCreated: on('Somebody has applied', 'new_candidate_application', { application }),
  prospectCreated: on('A prospect was added', 'new_prospect_application', { application }),
  stageChanged: on('An application was moved to another stage', 'candidate_stage_change', {
    application: { ...application, current_stage: { id: 678901, name: 'Phone interview' } },
  }),
  candidateHired: on('Somebody was hired', 'hire_candidate', { application }),
  candidateRejected: on('An application was rejected', 'reject_candidate', { application }),
  candidateUnrejected: on('A rejection was taken back', 'unreject_candidate', { application }),
  candidateUpdated: on('A candidate was changed', 'update_candidate', {
    candidate: { id: 60304594, title: 'Designer' },
  }),
  offerCreated: on('An offer was made', 'offer_created', { id: 12345, application_id: 71980812, version: 1 }),
  offerApproved: on('An offer was approved', 'offer_approved', { id: 12345, application_id: 71980812 }),
  jobCreated: on('A job was opened', 'job_created', { job: { id: 371417, name: 'Designer', status: 'open' } }),
  jobUpdated: on('A job was changed', 'job_updated', { job: { id: 371417, name: 'Designer', status: 'closed' } }),
};
