import { z } from 'zod';
import { bearerJwt, type ConnectorHooks, type HookRequest } from '../kit/index.ts';
import { ask } from './ask.ts';
import { isNotFound } from './check.ts';
import { settings } from './settings.ts';

const number = z.union([z.number(), z.string()]).transform(String).nullish();
const told = z.looseObject({
  type: z.string(),
  boardId: number,
  pulseId: number,
  itemId: number,
  parentItemId: number,
  updateId: number,
  subscriptionId: number,
  triggerUuid: z.string().nullish(),
  triggerTime: z.string().nullish(),
});
type Told = z.output<typeof told>;
const envelope = z.looseObject({ challenge: z.string().optional(), event: told.optional() });
const read = ({ body }: HookRequest) => envelope.parse(JSON.parse(new TextDecoder().decode(body)));

/** monday calls some events otherwise where it tells of them than where they are asked for; */
const askedName: Record<string, string> = {
  create_pulse: 'create_item',
  update_column_value: 'change_column_value',
  update_name: 'change_name',
  archive_pulse: 'item_archived',
  delete_pulse: 'item_deleted',
  restore_pulse: 'item_restored',
  move_pulse_into_group: 'item_moved_to_any_group',
};
/** and those of a subitem like those of an item: that there is an item above tells them apart. */
const ofSubitem: Record<string, string> = {
  create_item: 'create_subitem',
  change_column_value: 'change_subitem_column_value',
  change_name: 'change_subitem_name',
  item_archived: 'subitem_archived',
  item_deleted: 'subitem_deleted',
  create_update: 'create_subitem_update',
};

/** Subitems stand on a board of their own, which is not brought. */
function subjectOf(name: string, { itemId, pulseId, updateId }: Told): { object: string; key: string } | undefined {
  if (name.includes('subitem')) return undefined;
  if (/(^|_)update$/.test(name) && updateId) return { object: 'update', key: updateId };
  const key = itemId ?? pulseId;
  return key ? { object: 'item', key } : undefined;
}

const claims = z.looseObject({ aud: z.string().optional() });
const signed = bearerJwt({ key: ({ secret }) => secret });

/** Which address the token was made for; undefined where it does not say. */
function audienceOf(token: string): string | undefined {
  try {
    return claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))).aud;
  } catch {
    return undefined;
  }
}

const made = z.object({ create_webhook: z.object({ id: z.string() }) });
const state = z.object({ ids: z.array(z.string()) });
const createQuery = `mutation ($board: ID!, $url: String!, $event: WebhookEventType!) {
  create_webhook(board_id: $board, url: $url, event: $event) { id }
}`;
const deleteQuery = 'mutation ($id: ID!) { delete_webhook(id: $id) { id } }';

/** https://developer.monday.com/apps/docs/authorization-header: a token without the word Bearer, for the very address. It does not cover the body. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: (request, secrets, now) => {
    const token = (request.headers.get('authorization') ?? '').replace(/^Bearer /i, '');
    const headers = new Headers({ authorization: `Bearer ${token}` });
    const verdict = signed({ ...request, headers }, secrets, now);
    if (!verdict.ok) return verdict;
    const audience = audienceOf(token);
    const isOurs = audience === undefined || URL.parse(audience)?.href === request.url.href;
    return isOurs ? verdict : { ok: false, because: 'bad_signature' };
  },
  challenge: (request) => {
    const { challenge } = read(request);
    if (challenge === undefined) return undefined;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ challenge }) };
  },
  events: (request) => {
    const { event } = read(request);
    if (event === undefined) return [];
    const { type, subscriptionId, triggerUuid, triggerTime } = event;
    const asked = askedName[type] ?? type;
    const name = (event.parentItemId && ofSubitem[asked]) || asked;
    return [
      {
        id: triggerUuid ? [subscriptionId, triggerUuid].filter(Boolean).join('/') : '',
        type: name,
        ...subjectOf(name, event),
        ...(triggerTime && { at: triggerTime }),
        data: z.json().parse(event),
      },
    ];
  },
  // One for each event: monday knows no list of them. What was made before one was refused is taken back.
  subscribe: async ({ http, settings: answers }, { url, events }) => {
    const { board } = settings.parse(answers);
    const ids: string[] = [];
    try {
      for (const event of new Set(events))
        ids.push((await ask(http, createQuery, { board, url, event }, made)).create_webhook.id);
    } catch (error) {
      await Promise.allSettled(ids.map((id) => ask(http, deleteQuery, { id }, z.unknown())));
      throw error;
    }
    return { id: ids.join(','), state: { ids } };
  },
  unsubscribe: async ({ http }, subscription) => {
    const known = state.safeParse(subscription.state).data?.ids ?? subscription.id.split(',');
    for (const id of known) {
      try {
        await ask(http, deleteQuery, { id }, z.unknown(), { repeatable: true });
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
  },
};
