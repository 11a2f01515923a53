import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { file, model } from './objects/objects.ts';

const models = z.object({ models: z.array(model).default([]), nextPageToken: z.string().optional() });
const files = z.object({ files: z.array(file).default([]), nextPageToken: z.string().optional() });
const cursorText = z.string().nullable().catch(null);
const matches = (text: string, search: string) => text.toLowerCase().includes(search.trim().toLowerCase());

export const options: Record<string, OptionsFunction> = {
  models: async ({ http }, { search, cursor }) => {
    const query = { pageSize: 1000, pageToken: cursorText.parse(cursor) ?? undefined };
    const { body } = await http.get('/models', models, { query });
    const found = body.models.filter(({ name, displayName = '' }) => matches(`${name} ${displayName}`, search));
    return {
      options: found.map(({ name, displayName }) => ({
        value: name.replace(/^models\//, ''),
        label: displayName ?? name,
        detail: name,
      })),
      next: body.nextPageToken ?? null,
    };
  },
  files: async ({ http }, { search, cursor }) => {
    const query = { pageSize: 100, pageToken: cursorText.parse(cursor) ?? undefined };
    const { body } = await http.get('/files', files, { query });
    const found = body.files.filter(({ name, displayName = '' }) => matches(`${name} ${displayName}`, search));
    return {
      options: found.map(({ name, displayName, mimeType }) => ({
        value: name,
        label: displayName || name,
        detail: mimeType,
      })),
      next: body.nextPageToken ?? null,
    };
  },
};
