import { defineObject, pullPages } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { audience, campaign } from './rows.ts';

const pager = {
  kind: 'offset',
  parameter: 'offset',
  size: { parameter: 'count', value: 500 },
  total: 'total_items',
} as const;

export const audienceObject = defineObject<typeof audience, Settings>({
  label: 'audiences',
  row: audience,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: 'lists',
    request: () => ({
      path: '/lists',
      query: { sort_field: 'date_created', sort_dir: 'ASC', exclude_fields: 'lists._links,_links' },
    }),
  }),
});

/** Campaigns know no time of change: each pass reads them all. */
export const campaignObject = defineObject<typeof campaign, Settings>({
  label: 'campaigns',
  row: campaign,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages<Settings>({
    pager,
    rows: 'campaigns',
    request: () => ({
      path: '/campaigns',
      query: { sort_field: 'create_time', sort_dir: 'ASC', exclude_fields: 'campaigns._links,_links' },
    }),
  }),
});
