import { z } from 'zod';

/** Words about a field: its title, and what a reader must know. They are the JSON Schema's and the documentation's. */
const said = (title: string, description?: string) => ({ title, ...(description !== undefined && { description }) });

export const text = (title: string, description?: string) => z.string().meta(said(title, description)).optional();
export const yesOrNo = (title: string, description?: string) => z.boolean().meta(said(title, description)).optional();
export const integer = (title: string, description?: string) => z.int().meta(said(title, description)).optional();
export const texts = (title: string, description?: string) =>
  z.array(z.string()).meta(said(title, description)).optional();
export const instant = (title: string, description?: string) =>
  z.iso.datetime().meta(said(title, description)).optional();
export const day = (title: string, description?: string) => z.iso.date().meta(said(title, description)).optional();

export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  title: string,
  description?: string,
) => z.enum(values).meta(said(title, description)).optional();

/** Text and not a number: what goes through a binary fraction does not add up, and long amounts lose their last digits. */
export const decimal = (title: string, description?: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .meta(said(title, `${description ? `${description} ` : ''}A decimal number as text: 1250.50`))
    .optional();

export const currency = text('Currency', 'Three letters of ISO 4217: EUR.');

/** The app's key of another record: the same as that record's `id`. */
export const reference = (title: string, of: string) => text(title, `The id of a ${of} of the same app.`);
export const references = (title: string, of: string) => texts(title, `Ids of ${of} of the same app.`);

export const emails = z
  .array(
    z.object({
      email: z.string().meta({ title: 'Address' }),
      type: text('Type', 'The app’s word: work, home, billing.'),
      primary: yesOrNo('Primary'),
    }),
  )
  .meta({ title: 'E-mail addresses', description: 'The primary one first, where the app knows one.' })
  .optional();

export const phones = z
  .array(
    z.object({
      number: z.string().meta({ title: 'Number', description: 'As somebody typed it into the app.' }),
      type: text('Type', 'The app’s word: work, mobile, fax.'),
      primary: yesOrNo('Primary'),
    }),
  )
  .meta({ title: 'Telephone numbers' })
  .optional();

export const addresses = z
  .array(
    z.object({
      type: text('Type', 'The app’s word: billing, shipping, home.'),
      street: text('Street', 'Several lines are joined by a line break.'),
      city: text('City'),
      state: text('State or region', 'As the app writes it: a name or a code.'),
      postalCode: text('Postal code'),
      country: text('Country', 'As the app writes it: a name or a code.'),
    }),
  )
  .meta({ title: 'Addresses' })
  .optional();

/** What every model begins with. */
export const beginning = {
  id: z
    .string()
    .min(1)
    .meta({ title: 'Id', description: 'The record’s key at the app, and of the record in the change feed.' }),
};

/** What every model ends with. */
export const ending = {
  url: text('Address in the app', 'A page for people.'),
  createdAt: instant('Created', 'By the app’s clock.'),
  updatedAt: instant('Changed', 'By the app’s clock.'),
  custom: z
    .record(z.string(), z.unknown())
    .meta({
      title: 'Other fields',
      description:
        'What the app has beside the fields above, the account’s own fields among them, by the app’s names and as the app has it.',
    })
    .optional(),
  raw: z
    .unknown()
    .meta({ title: 'Row', description: 'The whole row as the app sent it, where the integration asks for it.' })
    .optional(),
};
