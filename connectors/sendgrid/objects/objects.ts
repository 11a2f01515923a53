import { z } from 'zod';
import { type ConnectorObject, defineObject, pullPages } from '../../kit/index.ts';

const seconds = z.int();

export const list = z.looseObject({ id: z.string().min(1), name: z.string(), contact_count: z.int().optional() });

export const template = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  generation: z.string().optional(),
  updated_at: z.string().optional(),
});

export const bounce = z.looseObject({
  email: z.string(),
  created: seconds,
  reason: z.string().optional(),
  status: z.string().optional(),
});
export const report = z.looseObject({ email: z.string(), created: seconds, ip: z.string().optional() });
export const unsubscribe = z.looseObject({ email: z.string(), created: seconds });

const epoch = (time: string | null): number | undefined =>
  time === null ? undefined : Math.floor(Date.parse(time) / 1000);

/** Addresses that nothing is sent to any more. New ones are asked for by their time; those taken off the list are found by a full pass. */
const suppression = <Row extends z.ZodType<{ email: string; created: number }>>(
  label: string,
  path: string,
  row: Row,
): ConnectorObject =>
  defineObject<Row>({
    label,
    row,
    key: ({ email, created }) => `${email}/${created}`,
    incremental: true,
    reportsDeletes: false,
    pull: pullPages({
      pager: { kind: 'offset', parameter: 'offset', size: { parameter: 'limit', value: 500 } },
      rows: '',
      request: ({ since }) => ({ path, query: { start_time: epoch(since) } }),
    }),
  });

/** Bounces come all at once: this list knows neither limit nor offset. */
const bounceObject = defineObject<typeof bounce>({
  label: 'bounces',
  row: bounce,
  key: ({ email, created }) => `${email}/${created}`,
  incremental: true,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'none' },
    rows: '',
    request: ({ since }) => ({ path: '/suppression/bounces', query: { start_time: epoch(since) } }),
  }),
});

const listObject = defineObject<typeof list>({
  label: 'contact lists',
  row: list,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'link', from: '_metadata.next', size: { parameter: 'page_size', value: 1000 } },
    rows: 'result',
    request: () => ({ path: '/marketing/lists' }),
  }),
});

const templateObject = defineObject<typeof template>({
  label: 'templates',
  row: template,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: pullPages({
    pager: { kind: 'link', from: '_metadata.next', size: { parameter: 'page_size', value: 200 } },
    rows: 'result',
    request: () => ({ path: '/templates', query: { generations: 'legacy,dynamic' } }),
  }),
});

export const objects = {
  bounce: bounceObject,
  block: suppression('blocks', '/suppression/blocks', bounce),
  spamReport: suppression('spam reports', '/suppression/spam_reports', report),
  unsubscribe: suppression('unsubscribes', '/suppression/unsubscribes', unsubscribe),
  list: listObject,
  template: templateObject,
};
