import type { Pager } from '../../kit/index.ts';

/** https://developers.asana.com/docs/pagination. The next page's mark is in an object that is null at the end. */
export const pager: Pager = {
  kind: 'cursor',
  parameter: 'offset',
  from: 'next_page.offset',
  size: { parameter: 'limit', value: 100 },
};
