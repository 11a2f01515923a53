import { z } from 'zod';

const text = z.string().nullish();
const id = z.string().min(1);
const person = z.looseObject({ userName: text, userId: text, email: text }).nullish();
const field = z.looseObject({ name: text, value: text });
const customFields = z
  .looseObject({ textCustomFields: z.array(field).nullish(), listCustomFields: z.array(field).nullish() })
  .nullish();
const someone = z.looseObject({
  recipientId: text,
  recipientIdGuid: text,
  name: text,
  email: text,
  status: text,
  roleName: text,
  routingOrder: text,
  sentDateTime: text,
  deliveredDateTime: text,
  signedDateTime: text,
  declinedDateTime: text,
  declinedReason: text,
});
const people = z.array(someone).nullish();

/** The kinds of people in an envelope, as lists are named. */
export const kinds = [
  'signers',
  'carbonCopies',
  'certifiedDeliveries',
  'inPersonSigners',
  'agents',
  'editors',
  'intermediaries',
  'notaries',
  'witnesses',
  'seals',
  'participants',
] as const;

export const recipients = z.looseObject({
  signers: people,
  carbonCopies: people,
  certifiedDeliveries: people,
  inPersonSigners: people,
  agents: people,
  editors: people,
  intermediaries: people,
  notaries: people,
  witnesses: people,
  seals: people,
  participants: people,
  recipientCount: text,
});

export const envelope = z.looseObject({
  envelopeId: id,
  status: text,
  emailSubject: text,
  createdDateTime: text,
  sentDateTime: text,
  deliveredDateTime: text,
  completedDateTime: text,
  declinedDateTime: text,
  voidedDateTime: text,
  voidedReason: text,
  expireDateTime: text,
  lastModifiedDateTime: text,
  statusChangedDateTime: text,
  sender: person,
  recipients: recipients.nullish(),
  customFields,
  /** The same as in `customFields`, by their names. */
  customFieldValues: z.record(z.string(), z.string().nullable()).optional(),
});

export const recipient = someone.extend({ envelopeId: id, envelopeStatus: text, kind: z.enum(kinds) });

export const template = z.looseObject({
  templateId: id,
  name: text,
  description: text,
  emailSubject: text,
  created: text,
  lastModified: text,
  lastUsed: text,
  shared: text,
  folderId: text,
  folderName: text,
  owner: person,
  recipients: recipients.nullish(),
  customFields,
});

export const user = z.looseObject({
  userId: id,
  userName: text,
  email: text,
  firstName: text,
  lastName: text,
  jobTitle: text,
  userStatus: text,
  userType: text,
  permissionProfileName: text,
  createdDateTime: text,
  lastLogin: text,
});

const valued = z.looseObject({ customFields });

/** An envelope's custom fields stand in two lists; by their names they can be mapped. */
export function withValues(row: unknown): unknown {
  const read = valued.safeParse(row).data;
  if (read === undefined) return row;
  const all = [...(read.customFields?.textCustomFields ?? []), ...(read.customFields?.listCustomFields ?? [])];
  const values = all.flatMap(({ name, value }) => (name ? [[name, value ?? null] as const] : []));
  return values.length === 0 ? row : { ...read, customFieldValues: Object.fromEntries(values) };
}

/** The people of an envelope, one row each. */
export function peopleOf(row: unknown): unknown[] {
  const { envelopeId, status, recipients: all } = envelope.parse(row);
  return kinds.flatMap((kind) =>
    (all?.[kind] ?? []).map((one) => ({ ...one, kind, envelopeId, envelopeStatus: status })),
  );
}
