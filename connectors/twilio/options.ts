import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { accountPath } from './account.ts';
import { phoneNumber } from './objects/rows.ts';

const mark = z.string().nullable().catch(null);
const numberPage = z.object({ incoming_phone_numbers: z.array(phoneNumber), next_page_uri: z.string().nullish() });
const servicePage = z.object({
  services: z.array(z.object({ sid: z.string(), friendly_name: z.string().nullish() })),
  meta: z.object({ next_page_url: z.string().nullish() }),
});

const has = (search: string, ...texts: (string | null | undefined)[]) =>
  texts.some((text) => text?.toLowerCase().includes(search.trim().toLowerCase()));

const numbers: OptionsFunction = async (context, { search, cursor }) => {
  const next = mark.parse(cursor);
  const path = accountPath(context, '/IncomingPhoneNumbers.json');
  const { body, url } = await context.http.get(next ?? path, numberPage, next ? {} : { query: { PageSize: 200 } });
  const found = body.incoming_phone_numbers.filter((one) => has(search, one.phone_number, one.friendly_name));
  const { next_page_uri: more } = body;
  return {
    options: found.map(({ phone_number, friendly_name }) => ({
      value: phone_number,
      label: phone_number,
      ...(friendly_name && friendly_name !== phone_number && { detail: friendly_name }),
    })),
    next: more ? new URL(more, url).href : null,
  };
};

const services =
  (address: string): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const next = mark.parse(cursor);
    const { body } = await http.get(next ?? address, servicePage, next ? {} : { query: { PageSize: 100 } });
    const found = body.services.filter((one) => has(search, one.friendly_name, one.sid));
    return {
      options: found.map(({ sid, friendly_name }) => ({ value: sid, label: friendly_name || sid })),
      next: body.meta.next_page_url ?? null,
    };
  };

export const options: Record<string, OptionsFunction> = {
  numbers,
  messagingServices: services('https://messaging.twilio.com/v1/Services'),
  verifyServices: services('https://verify.twilio.com/v2/Services'),
};
