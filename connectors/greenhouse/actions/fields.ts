import { z } from 'zod';

/** Somebody who pastes an address means the number that it ends with. */
const number = (empty: string) =>
  z
    .string()
    .trim()
    .transform((text) => /(\d+)(?:[?#/].*)?$/.exec(text)?.[1] ?? text)
    .pipe(z.string().regex(/^\d{1,15}$/, empty));

export const candidateId = number('The number of a candidate.').meta({
  title: 'Candidate',
  description: 'Its number or address.',
});
export const applicationId = number('The number of an application.').meta({
  title: 'Application',
  description: 'Its number.',
});
export const chosen = (title: string, options: string) => number('Choose one.').meta({ title, options });

const line = (title: string) => z.string().trim().min(1).optional().meta({ title });
export const profile = {
  company: line('Company'),
  title: line('Job title'),
  email: z.email('An e-mail address.').optional().meta({ title: 'E-mail address' }),
  phone: line('Phone'),
  website: z.url('An address.').optional().meta({ title: 'Website' }),
  tags: z.array(z.string().trim().min(1)).default([]).meta({ title: 'Tags' }),
};
const profileInput = z.object(profile);

/** As Harvest has it. What is not given stays as it is. */
export const profileBody = ({ company, title, email, phone, website, tags }: z.output<typeof profileInput>) => ({
  ...(company && { company }),
  ...(title && { title }),
  ...(email && { email_addresses: [{ value: email, type: 'personal' }] }),
  ...(phone && { phone_numbers: [{ value: phone, type: 'mobile' }] }),
  ...(website && { website_addresses: [{ value: website, type: 'personal' }] }),
  ...(tags.length > 0 && { tags }),
});
