import { z } from 'zod';

const text = z.string().nullish();

export const team = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  description: text,
  visibility: text,
  isArchived: z.boolean().nullish(),
  createdDateTime: text,
  webUrl: text,
});

export const channel = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  description: text,
  email: text,
  membershipType: text,
  isArchived: z.boolean().nullish(),
  createdDateTime: text,
  webUrl: text,
});

const identity = z.looseObject({ id: text, displayName: text }).nullish();

/** What a person, an app or Teams itself wrote; `from` is empty where Teams tells what happened. */
export const message = z.looseObject({
  id: z.string().min(1),
  replyToId: text,
  messageType: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
  lastEditedDateTime: text,
  deletedDateTime: text,
  subject: text,
  summary: text,
  importance: text,
  from: z.looseObject({ user: identity, application: identity }).nullish(),
  body: z.looseObject({ contentType: text, content: text }).nullish(),
  attachments: z.array(z.looseObject({ id: text, contentType: text, contentUrl: text, name: text })).nullish(),
  mentions: z.array(z.looseObject({ mentionText: text })).nullish(),
  reactions: z.array(z.looseObject({ reactionType: text })).nullish(),
  channelIdentity: z.looseObject({ teamId: text, channelId: text }).nullish(),
  chatId: text,
  etag: text,
  webUrl: text,
});

export const member = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  roles: z.array(z.string()).nullish(),
  userId: text,
  email: text,
  tenantId: text,
  visibleHistoryStartDateTime: text,
});

export const chat = z.looseObject({
  id: z.string().min(1),
  topic: text,
  chatType: text,
  createdDateTime: text,
  lastUpdatedDateTime: text,
  tenantId: text,
  webUrl: text,
});
