import { z } from 'zod';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
export const person = z.looseObject({
  emailAddress: z.looseObject({ name: text, address: text }).nullish(),
});
export const body = z.looseObject({ contentType: text, content: text }).nullish();
/** Without an offset; the zone stands beside it, and is UTC unless it was asked for otherwise. */
const time = z.looseObject({ dateTime: z.string(), timeZone: text }).nullish();
const address = z
  .looseObject({ street: text, city: text, state: text, countryOrRegion: text, postalCode: text })
  .nullish();

const item = {
  id: z.string().min(1),
  changeKey: text,
  categories: texts,
  createdDateTime: text,
  lastModifiedDateTime: text,
};

export const message = z.looseObject({
  ...item,
  subject: text,
  bodyPreview: text,
  body,
  from: person.nullish(),
  sender: person.nullish(),
  toRecipients: z.array(person).nullish(),
  ccRecipients: z.array(person).nullish(),
  bccRecipients: z.array(person).nullish(),
  replyTo: z.array(person).nullish(),
  receivedDateTime: text,
  sentDateTime: text,
  hasAttachments: z.boolean().nullish(),
  importance: text,
  isRead: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  flag: z.looseObject({ flagStatus: text }).nullish(),
  conversationId: text,
  internetMessageId: text,
  parentFolderId: text,
  webLink: text,
});

export const event = z.looseObject({
  ...item,
  subject: text,
  bodyPreview: text,
  body,
  start: time,
  end: time,
  isAllDay: z.boolean().nullish(),
  isCancelled: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  location: z.looseObject({ displayName: text }).nullish(),
  organizer: person.nullish(),
  attendees: z
    .array(person.extend({ type: text, status: z.looseObject({ response: text, time: text }).nullish() }))
    .nullish(),
  showAs: text,
  sensitivity: text,
  importance: text,
  type: text,
  seriesMasterId: text,
  recurrence: z.looseObject({}).nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  onlineMeeting: z.looseObject({ joinUrl: text }).nullish(),
  responseStatus: z.looseObject({ response: text, time: text }).nullish(),
  iCalUId: text,
  webLink: text,
});

export const contact = z.looseObject({
  ...item,
  displayName: text,
  givenName: text,
  surname: text,
  middleName: text,
  companyName: text,
  jobTitle: text,
  department: text,
  emailAddresses: z.array(z.looseObject({ name: text, address: text })).nullish(),
  businessPhones: texts,
  homePhones: texts,
  mobilePhone: text,
  businessAddress: address,
  homeAddress: address,
  birthday: text,
  personalNotes: text,
  parentFolderId: text,
});

export const mailFolder = z.looseObject({
  id: z.string().min(1),
  displayName: text,
  parentFolderId: text,
  childFolderCount: z.number().nullish(),
  totalItemCount: z.number().nullish(),
  unreadItemCount: z.number().nullish(),
  isHidden: z.boolean().nullish(),
});

export const calendar = z.looseObject({
  id: z.string().min(1),
  name: text,
  color: text,
  changeKey: text,
  canEdit: z.boolean().nullish(),
  canShare: z.boolean().nullish(),
  isDefaultCalendar: z.boolean().nullish(),
  owner: z.looseObject({ name: text, address: text }).nullish(),
});
