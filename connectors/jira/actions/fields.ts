import { z } from 'zod';

export const issue = z
  .string()
  .trim()
  .min(1)
  .meta({ title: 'Issue', placeholder: 'SHOP-42', description: 'Its key or id.' });
export const accountId = z.string().min(1).meta({ title: 'Person', options: 'people' });
export const text = z.string().min(1).meta({ title: 'Text', multiline: true });
export const others = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: "Jira's own names: { customfield_10010: 3 }." });
export const labels = z.array(z.string().regex(/^\S+$/, 'A label has no spaces.')).optional().meta({ title: 'Labels' });

export const pathOf = (key: string): string => `/rest/api/3/issue/${encodeURIComponent(key)}`;
