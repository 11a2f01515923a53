import { z } from 'zod';
import { type ConnectorContext, defineObject, pullPages } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import { describeFields } from './fields.ts';
import { byCursor, byOffset, pullLists } from './lists.ts';
import { activity, deal, lead, note, organization, person, pipeline, product, stage, user } from './rows.ts';
import { upsertActivities, upsertDeals, upsertOrganizations, upsertPersons, upsertProducts } from './upsert.ts';

const answer = z.object({ data: z.looseObject({}).nullable() });
const thrownAway = z.union([z.object({ is_deleted: z.literal(true) }), z.object({ active_flag: z.literal(false) })]);

/** A row by its own address; null where it is gone. Pipedrive shows what was deleted for a while. */
const get =
  (path: string) =>
  async ({ http }: ConnectorContext<unknown>, key: string): Promise<unknown> => {
    try {
      const { data } = (await http.get(`${path}/${encodeURIComponent(key)}`, answer)).body;
      return thrownAway.safeParse(data).success ? null : data;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

// Deletions are told by hooks, and of deals also by their list; of the rest a full pass finds them.
const common = { incremental: true, reportsDeletes: false } as const;
const byId = ({ id }: { id: number | string }): string => String(id);
const inOrder = { sort_by: 'id', sort_direction: 'asc' };

const list = (name: string) => ({ path: `/api/v2/${name}`, pager: byCursor, query: inOrder });
const changes = { status: 'open,won,lost,deleted' };

const dealObject = defineObject({
  ...common,
  label: 'deals',
  row: deal,
  key: byId,
  pull: pullLists({ ...list('deals'), changes }, list('deals/archived')),
  get: get('/api/v2/deals'),
  describe: (context) => describeFields(context, 'dealFields'),
  upsert: upsertDeals,
});

const personObject = defineObject({
  ...common,
  label: 'persons',
  row: person,
  key: byId,
  pull: pullLists(list('persons')),
  get: get('/api/v2/persons'),
  describe: (context) => describeFields(context, 'personFields'),
  upsert: upsertPersons,
});

const organizationObject = defineObject({
  ...common,
  label: 'organizations',
  row: organization,
  key: byId,
  pull: pullLists(list('organizations')),
  get: get('/api/v2/organizations'),
  describe: (context) => describeFields(context, 'organizationFields'),
  upsert: upsertOrganizations,
});

const activityObject = defineObject({
  ...common,
  label: 'activities',
  row: activity,
  key: byId,
  pull: pullLists(list('activities')),
  get: get('/api/v2/activities'),
  describe: (context) => describeFields(context, 'activityFields'),
  upsert: upsertActivities,
});

const productObject = defineObject({
  ...common,
  label: 'products',
  row: product,
  key: byId,
  pull: pullLists(list('products')),
  get: get('/api/v2/products'),
  describe: (context) => describeFields(context, 'productFields'),
  upsert: upsertProducts,
});

const leads = { pager: byOffset, query: { sort: 'add_time' } };

const leadObject = defineObject({
  ...common,
  label: 'leads',
  row: lead,
  key: byId,
  pull: pullLists({ path: '/api/v1/leads', ...leads }, { path: '/api/v1/leads/archived', fullOnly: true, ...leads }),
  get: get('/api/v1/leads'),
});

const noteObject = defineObject({
  ...common,
  label: 'notes',
  row: note,
  key: byId,
  pull: pullLists({ path: '/api/v1/notes', pager: byOffset, query: { sort: 'id ASC' } }),
  get: get('/api/v1/notes'),
});

/** Few, and read whole each time. */
const pipelineObject = defineObject({
  label: 'pipelines',
  row: pipeline,
  key: byId,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager: byCursor, rows: 'data', request: () => ({ path: '/api/v2/pipelines' }) }),
  get: get('/api/v2/pipelines'),
});

const stageObject = defineObject({
  label: 'stages',
  row: stage,
  key: byId,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager: byCursor, rows: 'data', request: () => ({ path: '/api/v2/stages' }) }),
  get: get('/api/v2/stages'),
});

const userObject = defineObject({
  label: 'users',
  row: user,
  key: byId,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({ pager: { kind: 'none' }, rows: 'data', request: () => ({ path: '/api/v1/users' }) }),
  get: get('/api/v1/users'),
});

export const objects = {
  deal: dealObject,
  person: personObject,
  organization: organizationObject,
  activity: activityObject,
  product: productObject,
  lead: leadObject,
  note: noteObject,
  pipeline: pipelineObject,
  stage: stageObject,
  user: userObject,
};
