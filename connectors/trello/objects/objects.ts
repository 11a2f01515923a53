import type { z } from 'zod';
import { defineObject, type Pager, pullPages } from '../../kit/index.ts';
import { ofBoard, type Settings } from '../settings.ts';
import { describeCard } from './custom-fields.ts';
import { pullCards, readCard } from './pull-cards.ts';
import { board, boardLabel, card, checklist, comment, list, member } from './rows.ts';
import { upsertCards } from './upsert.ts';

const cardObject = defineObject<typeof card, Settings>({
  label: 'cards',
  row: card,
  key: ({ id }) => id,
  incremental: true,
  // What was archived or deleted is told; what a lost action kept quiet about is found by a full pass.
  reportsDeletes: false,
  pull: pullCards,
  get: readCard,
  describe: describeCard,
  upsert: upsertCards,
});

interface Whole<Row extends z.ZodType> {
  label: string;
  row: Row;
  path: (settings: Settings) => string;
  query?: Record<string, string | number>;
  pager?: Pager;
}

/** Read whole: Trello can't filter it by change, and it is one page or few. */
const whole = <Row extends z.ZodType<{ id: string }>>({ label, row, path, query, pager }: Whole<Row>) =>
  defineObject<Row, Settings>({
    label,
    row,
    key: ({ id }) => id,
    incremental: false,
    reportsDeletes: false,
    pull: pullPages<Settings>({
      pager: pager ?? { kind: 'none' },
      rows: '',
      request: ({ settings }) => ({ path: path(settings), query }),
    }),
  });

/** Newest first, on from the last one. An edited comment keeps its place. */
const actionPager: Pager = {
  kind: 'keyset',
  parameter: 'before',
  field: 'id',
  size: { parameter: 'limit', value: 1_000 },
};

export const objects = {
  card: cardObject,
  list: whole({ label: 'lists', row: list, path: (of) => ofBoard(of, 'lists'), query: { filter: 'all' } }),
  label: whole({ label: 'labels', row: boardLabel, path: (of) => ofBoard(of, 'labels'), query: { limit: 1_000 } }),
  member: whole({ label: 'members', row: member, path: (of) => ofBoard(of, 'members') }),
  checklist: whole({ label: 'checklists', row: checklist, path: (of) => ofBoard(of, 'checklists') }),
  comment: whole({
    label: 'comments',
    row: comment,
    path: (of) => ofBoard(of, 'actions'),
    query: { filter: 'commentCard' },
    pager: actionPager,
  }),
  board: whole({ label: 'boards', row: board, path: () => '/members/me/boards', query: { filter: 'all' } }),
};
