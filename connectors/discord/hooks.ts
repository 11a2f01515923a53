import { z } from 'zod';
import { type ConnectorHooks, type HookAnswer, type HookRequest, publicKeySignature } from '../kit/index.ts';

/** What somebody did in Discord with the app. https://docs.discord.com/developers/interactions/receiving-and-responding */
const interaction = z.looseObject({
  id: z.string(),
  token: z.string(),
  type: z.int(),
  guild_id: z.string().optional(),
});
/** What happened to the app. https://docs.discord.com/developers/events/webhook-events */
const webhook = z.looseObject({
  type: z.int(),
  event: z
    .looseObject({
      type: z.string(),
      timestamp: z.string().optional(),
      data: z
        .looseObject({ guild: z.looseObject({ id: z.string() }).optional(), guild_id: z.string().nullish() })
        .optional(),
    })
    .optional(),
});

const types: Record<number, string> = { 2: 'command', 3: 'component', 4: 'autocomplete', 5: 'form' };
const read = ({ body }: HookRequest): unknown => JSON.parse(new TextDecoder().decode(body));
const json = (value: unknown): HookAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** "Thinking…", seen by whoever asked, until a flow answers; a button that is taken note of; no suggestions. */
const onlyAsker = 64;
const answers: Record<number, unknown> = {
  2: { type: 5, data: { flags: onlyAsker } },
  3: { type: 6 },
  4: { type: 8, data: { choices: [] } },
  5: { type: 5, data: { flags: onlyAsker } },
};

export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: publicKeySignature({
    algorithm: 'ed25519',
    header: 'x-signature-ed25519',
    encoding: 'hex',
    signed: ({ body }, timestamp) => [timestamp, body],
    timestamp: { header: 'x-signature-timestamp', unit: 's' },
  }),
  challenge: (request) => {
    const said = read(request);
    const asked = interaction.safeParse(said).data;
    if (asked !== undefined) return asked.type === 1 ? json({ type: 1 }) : undefined;
    return webhook.parse(said).type === 0 ? { status: 204, body: '' } : undefined;
  },
  answer: (request) => {
    const asked = interaction.safeParse(read(request)).data;
    return asked === undefined ? { status: 204, body: '' } : json(answers[asked.type] ?? { type: 6 });
  },
  events: (request) => {
    const said = read(request);
    const asked = interaction.safeParse(said).data;
    if (asked !== undefined) {
      const { id, type, guild_id } = asked;
      return [{ id, type: types[type] ?? `interaction ${type}`, account: guild_id, data: z.json().parse(said) }];
    }
    const { event } = webhook.parse(said);
    if (event === undefined) return [];
    const { type, timestamp, data } = event;
    const account = data?.guild?.id ?? data?.guild_id ?? undefined;
    // It has no id of its own.
    return [{ id: '', type, account, ...(timestamp && { at: timestamp }), data: z.json().parse(event) }];
  },
};
