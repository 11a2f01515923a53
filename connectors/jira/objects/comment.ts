import { z } from 'zod';
import { defineObject } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { person } from './issue.ts';
import { searchPage } from './search.ts';

export const comment = z.looseObject({
  id: z.string().min(1),
  /** Ours: the issue that it stands under. */
  issueId: z.string(),
  issueKey: z.string(),
  author: person.nullish(),
  body: z.unknown().optional(),
  created: z.string().optional(),
  updated: z.string().optional(),
});

const commented = z.looseObject({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({ comment: z.looseObject({ comments: z.array(z.looseObject({})) }).nullish() }),
});

/** A new or changed comment changes its issue; the comments of every changed issue are read. Those that are gone, by a full pass. */
export const commentObject = defineObject<typeof comment, Settings>({
  label: 'comments',
  row: comment,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: false,
  pull: async (context, request) => {
    const { issues, next, watermark } = await searchPage(context, request, ['comment']);
    const rows = z
      .array(commented)
      .parse(issues)
      .flatMap(({ id, key, fields }) =>
        (fields.comment?.comments ?? []).map((one) => ({ ...one, issueId: id, issueKey: key })),
      );
    return { rows, next, watermark };
  },
});
