import { z } from 'zod';

const dataSchema = z.record(z.string(), z.unknown());

/** What an item says, or what was sent of it; nothing where it is not kept any more. */
export const itemData = (text: string | null): Record<string, unknown> => dataSchema.parse(JSON.parse(text ?? '{}'));
