import { z } from 'zod';

export const settings = z.object({
  label: z.string().trim().default('').meta({
    title: 'Label',
    options: 'labels',
    description: 'Only messages that have it. Empty: all but spam and what is in the bin.',
  }),
});

export type Settings = z.output<typeof settings>;

const hidden = ['SPAM', 'TRASH'];

/** Whether a message with these labels is one of those that are wanted. */
export function isWanted(label: string, labelIds: readonly string[] = []): boolean {
  const isHidden = labelIds.some((one) => hidden.includes(one) && one !== label);
  return !isHidden && (label === '' || labelIds.includes(label));
}

export const listQuery = (label: string) =>
  label === '' ? {} : { labelIds: [label], ...(hidden.includes(label) && { includeSpamTrash: true }) };
