import { z } from 'zod';

const time = z.string().nullish();
const id = z.string().min(1);
const label = z.looseObject({ id, name: z.string().nullish(), color: z.string().nullish() });

export const card = z.looseObject({
  id,
  name: z.string(),
  desc: z.string().nullish(),
  closed: z.boolean(),
  idBoard: z.string().nullish(),
  idList: z.string(),
  idShort: z.number().nullish(),
  idMembers: z.array(z.string()).nullish(),
  idLabels: z.array(z.string()).nullish(),
  idChecklists: z.array(z.string()).nullish(),
  labels: z.array(label).nullish(),
  pos: z.number().nullish(),
  due: time,
  dueComplete: z.boolean().nullish(),
  start: time,
  dateLastActivity: time,
  url: z.string().nullish(),
  shortUrl: z.string().nullish(),
  customFieldItems: z.array(z.looseObject({ idCustomField: z.string() })).nullish(),
  /** Ours: the values of `customFieldItems` by the field's id; a choice by the id of its option. */
  custom: z.record(z.string(), z.unknown()),
});

export const list = z.looseObject({
  id,
  name: z.string(),
  closed: z.boolean(),
  idBoard: z.string().nullish(),
  pos: z.number().nullish(),
});

export const boardLabel = label;
export const member = z.looseObject({ id, username: z.string(), fullName: z.string().nullish() });
export const board = z.looseObject({
  id,
  name: z.string(),
  desc: z.string().nullish(),
  closed: z.boolean(),
  url: z.string().nullish(),
  idOrganization: z.string().nullish(),
  dateLastActivity: time,
});

export const checklist = z.looseObject({
  id,
  name: z.string(),
  idCard: z.string(),
  checkItems: z.array(z.looseObject({ id, name: z.string(), state: z.string() })).nullish(),
});

export const comment = z.looseObject({
  id,
  type: z.string(),
  date: z.string(),
  idMemberCreator: z.string().nullish(),
  data: z.looseObject({ text: z.string().nullish(), card: z.looseObject({ id }).nullish() }),
});

const item = z.looseObject({
  idCustomField: z.string(),
  idValue: z.string().nullish(),
  value: z.record(z.string(), z.unknown()).nullish(),
});
const withItems = z.looseObject({ customFieldItems: z.array(item).nullish().catch(null) });

/** Trello writes each value as text, under the name of its kind: `{ number: '5' }`, `{ checked: 'true' }`. */
function valueOfItem({ idValue, value }: z.output<typeof item>): unknown {
  if (idValue) return idValue;
  const [kind, text] = Object.entries(value ?? {})[0] ?? [];
  if (kind === 'number') return Number(text);
  return kind === 'checked' ? text === 'true' : (text ?? null);
}

/** A card as Trello sends it, and its custom values by id. What is no card at all stays as it is. */
export function withCustom(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  const items = withItems.safeParse(row).data?.customFieldItems ?? [];
  return { ...row, custom: Object.fromEntries(items.map((one) => [one.idCustomField, valueOfItem(one)])) };
}
