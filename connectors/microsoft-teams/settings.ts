import { z } from 'zod';

export const team = z.string().trim().min(1, 'Choose a team.').meta({ title: 'Team', options: 'teams' });
export const channel = z
  .string()
  .trim()
  .min(1, 'Choose a channel.')
  .meta({ title: 'Channel', options: 'channels', dependsOn: 'team' });

export const settings = z.object({ team, channel });
export type Settings = z.output<typeof settings>;

export const teamPath = (id: string): string => `/teams/${encodeURIComponent(id)}`;
export const channelPath = (of: string, id: string): string => `${teamPath(of)}/channels/${encodeURIComponent(id)}`;
export const chatPath = (id: string): string => `/chats/${encodeURIComponent(id)}`;
/** A text in an OData filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
