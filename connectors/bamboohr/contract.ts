import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'bamboohr', url: 'https://acme.bamboohr.com' }],
  learnt: { company: 'acme' },
  fields: { apiKey: 'key-of-portico' },
  objects: { employee: { key: '42', watermark: '2026-11-20T00:00:00Z' }, timeOff: {}, job: {}, application: {} },
  answers: {
    'GET /api/v1/applicant_tracking/applications': { paginationComplete: true, nextPageUrl: null, applications: [] },
    'GET /api/v1/employees/directory': { employees: [{ id: '42', displayName: 'Ada Moreno' }] },
    'GET /api/v1/employees/changed': {
      latest: '2026-11-21T09:00:00Z',
      employees: { '42': { id: '42', action: 'Updated', lastChanged: '2026-11-21T09:00:00Z' } },
    },
  },
});
