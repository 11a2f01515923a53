import { z } from 'zod';
import type { ConnectorTrigger, HookTrigger } from '../kit/index.ts';
import { scope } from './auth.ts';
import { positionNow, readEvents } from './objects/events.ts';

const source = z.looseObject({ id: z.string().optional(), type: z.string().optional(), name: z.string().nullish() });
const told = z.object({
  id: z.string(),
  trigger: z.string(),
  at: z.string().nullable(),
  webhook: z.string().nullable(),
  source: source.nullable(),
});

function on(title: string, events: [string, ...string[]], description?: string): HookTrigger {
  const [trigger] = events;
  const type = trigger.split('.')[0]?.toLowerCase() ?? 'file';
  return {
    via: 'hook',
    title,
    description,
    events,
    scopes: [scope.hooks],
    output: told,
    sample: {
      id: 'eb0c4e06-751f-442c-86f8-fd5bb404dbec',
      trigger,
      at: '2026-11-21T09:00:00-08:00',
      webhook: '4165',
      source: { id: '73835521473', type, name: 'Invoice 42.pdf' },
    },
  };
}

const happened = z.looseObject({
  event_id: z.string().optional(),
  event_type: z.string(),
  created_at: z.string().nullish(),
  source: source.nullish(),
});
const place = z.string().regex(/^\d+$/);
/** What is left over comes with the next look. */
const mostPages = 10;

export const triggers: Record<string, ConnectorTrigger> = {
  fileUploaded: on('A file was uploaded', ['FILE.UPLOADED'], 'Also a new version of it.'),
  fileChanged: on('A file was renamed, moved, copied or locked', [
    'FILE.RENAMED',
    'FILE.MOVED',
    'FILE.COPIED',
    'FILE.LOCKED',
    'FILE.UNLOCKED',
  ]),
  fileDeleted: on('A file was deleted', ['FILE.TRASHED', 'FILE.DELETED']),
  fileDownloaded: on('A file was downloaded', ['FILE.DOWNLOADED']),
  folderCreated: on('A folder was created', ['FOLDER.CREATED']),
  commentAdded: on('A comment was made', ['COMMENT.CREATED']),
  collaborationAccepted: on('Somebody accepted an invitation', ['COLLABORATION.ACCEPTED']),
  metadataChanged: on('The metadata of a file were changed', [
    'METADATA_INSTANCE.CREATED',
    'METADATA_INSTANCE.UPDATED',
    'METADATA_INSTANCE.DELETED',
  ]),
  linkShared: on('A link was shared', ['SHARED_LINK.CREATED', 'SHARED_LINK.UPDATED']),
  somethingChanged: {
    via: 'poll',
    title: 'Something happened in the account',
    description: 'Anything that changes files or folders, everywhere; after some minutes.',
    output: happened,
    sample: {
      event_id: 'f82c3ba03e41f7e8a7608363cc6c0390183c3f83',
      event_type: 'ITEM_UPLOAD',
      created_at: '2026-11-21T09:00:00-08:00',
      source: { type: 'file', id: '73835521473', name: 'Invoice 42.pdf' },
    },
    poll: async ({ http }, { cursor }) => {
      const known = place.safeParse(cursor).data;
      if (known === undefined) return { items: [], cursor: await positionNow(http) };
      const items: { id: string; data: unknown }[] = [];
      let position = known;
      for (let pages = 0; pages < mostPages; pages++) {
        const events = await readEvents(http, position);
        for (const one of events.entries) {
          const id = one.event_id ?? `${one.event_type}/${one.source?.id}/${one.created_at}`;
          items.push({ id, data: one });
        }
        const isLast = events.entries.length === 0 || events.position === position;
        position = events.position;
        if (isLast) break;
      }
      return { items, cursor: position };
    },
  },
};
