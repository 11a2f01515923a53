import { z } from 'zod';
import { type ConnectorHttp, defineObject } from '../../kit/index.ts';
import { at, cost, paths } from '../gmail-call.ts';
import { isWanted, type Settings } from '../settings.ts';
import { gmailMessage, message, readable, thread, withHeaders } from './message-row.ts';
import { pullMailbox, unlessGone } from './pull-mailbox.ts';
import { upsertLabels } from './upsert-labels.ts';

async function fetchMessage(http: ConnectorHttp, id: string, label: string): Promise<unknown> {
  const { body } = await http.get(at(paths.messages, id), gmailMessage, { query: { format: 'full' }, cost: cost.one });
  return isWanted(label, body.labelIds) ? readable(body) : null;
}

async function fetchThread(http: ConnectorHttp, id: string, label: string): Promise<unknown> {
  const { body } = await http.get(at(paths.threads, id), thread, { query: withHeaders, cost: cost.thread });
  return (body.messages ?? []).some(({ labelIds }) => isWanted(label, labelIds)) ? body : null;
}

/** A message never changes but for its labels. What is spam or in the bin counts as deleted. */
export const messageObject = defineObject<typeof message, Settings>({
  label: 'messages',
  row: message,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullMailbox({
    list: paths.messages,
    rows: 'messages',
    pageSize: 50,
    fetch: fetchMessage,
    keyOf: ({ id }) => id,
  }),
  get: ({ http, settings }, key) => unlessGone(() => fetchMessage(http, key, settings.label)),
});

/** Conversations, with the headers of their messages. */
export const threadObject = defineObject<typeof thread, Settings>({
  label: 'threads',
  row: thread,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullMailbox({
    list: paths.threads,
    rows: 'threads',
    pageSize: 25,
    fetch: fetchThread,
    keyOf: ({ threadId }) => threadId,
  }),
  get: ({ http, settings }, key) => unlessGone(() => fetchThread(http, key, settings.label)),
});

export const label = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  /** `system` or `user`. */
  type: z.string().optional(),
  messageListVisibility: z.string().optional(),
  labelListVisibility: z.string().optional(),
  color: z.looseObject({ textColor: z.string().optional(), backgroundColor: z.string().optional() }).optional(),
});

const labelList = z.looseObject({ labels: z.array(z.unknown()).default([]) });

/** Few, and always told whole. */
export const labelObject = defineObject<typeof label, Settings>({
  label: 'labels',
  row: label,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  pull: async ({ http }) => ({
    rows: (await http.get(paths.labels, labelList, { cost: cost.labels })).body.labels,
    next: null,
  }),
  get: ({ http }, key) =>
    unlessGone(async () => (await http.get(at(paths.labels, key), z.unknown(), { cost: cost.labels })).body),
  upsert: upsertLabels,
});
