import { z } from 'zod';

export const nothing = z.unknown();

/** Of examples. */
export const sampleBook = { workbook: '01CYZLFJGUJ7JHBSZDFZFL25KSZGQTVAUN' };
