import { z } from 'zod';
import { apiName } from './soql.ts';

const nameOrNothing = z.union([z.literal(''), apiName]);

export const settings = z.object({
  customObject: nameOrNothing.default('').meta({
    title: 'Custom object',
    description: 'One of your own objects that is to be synced too.',
    options: 'customObjects',
  }),
  externalId: nameOrNothing.default('').meta({
    title: 'External ID field',
    description: 'A field of your own, marked as external ID, by which records are found before they are written.',
    placeholder: 'Portico_ID__c',
  }),
});

export type Settings = z.output<typeof settings>;
