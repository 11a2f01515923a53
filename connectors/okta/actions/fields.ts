import { z } from 'zod';

export const person = z.string().min(1).meta({ title: 'Person', options: 'people', description: 'Id or login.' });
export const group = z.string().min(1).meta({ title: 'Group', options: 'groups' });
export const application = z.string().min(1).meta({ title: 'Application', options: 'applications' });
export const others = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: 'By their names in the profile: { department: "Sales" }.' });

export const userPath = (id: string): string => `/api/v1/users/${encodeURIComponent(id)}`;
export const groupPath = (id: string): string => `/api/v1/groups/${encodeURIComponent(id)}`;
export const appPath = (id: string): string => `/api/v1/apps/${encodeURIComponent(id)}`;
