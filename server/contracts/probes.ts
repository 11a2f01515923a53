import type { Contract } from '#connectors/kit/contract.ts';
import type { Connector, ConnectorContext, HookSubscription } from '#connectors/kit/index.ts';
import { objectProbes } from './object-probes.ts';

export type Context = ConnectorContext<Record<string, unknown>>;

/** One thing that a connector can do. */
export interface Probe {
  /** `objects.contact.pull`. */
  name: string;
  run: (context: Context) => Promise<void>;
  /** Why it can't be judged. */
  skip?: string;
}

const once = { idempotencyKey: 'f3a1c7d2-contract-run' };
/** So many pages show that a list does not end. */
export const mostPages = 20;

/** Everything that a connector can send. */
export function probesOf(connector: Connector, contract: Contract): Probe[] {
  const { check, lookUp, actions = {}, options = {}, triggers = {}, objects } = connector;
  const probes: Probe[] = [];
  if (lookUp !== undefined) probes.push({ name: 'lookUp', run: async (context) => void (await lookUp(context)) });
  if (check !== undefined) probes.push({ name: 'check', run: async (context) => void (await check(context)) });
  for (const [name, object] of Object.entries(objects)) probes.push(...objectProbes(name, object, contract));
  for (const [name, action] of Object.entries(actions))
    probes.push({
      name: `actions.${name}`,
      run: async (context) => void (await action.run(context, action.input.parse(action.example), once)),
    });
  for (const [name, list] of Object.entries(options)) {
    const { search = '', parent } = contract.options?.[name] ?? {};
    probes.push({
      name: `options.${name}`,
      run: async (context) => {
        const first = await list(context, { search, cursor: null, parent });
        if (first.next !== null) await list(context, { search, cursor: first.next, parent });
      },
    });
  }
  for (const [name, trigger] of Object.entries(triggers)) {
    if (trigger.via !== 'poll') continue;
    probes.push({
      name: `triggers.${name}`,
      run: async (context) => {
        const { cursor } = await trigger.poll(context, { cursor: null });
        await trigger.poll(context, { cursor });
      },
    });
  }
  return [...probes, ...hookProbes(connector)].map((probe) => ({
    ...probe,
    skip: probe.skip ?? skipped(probe.name, contract),
  }));
}

function hookProbes({ hooks, triggers = {} }: Connector): Probe[] {
  if (hooks?.subscribe === undefined) return [];
  const { subscribe, renew, unsubscribe } = hooks;
  const events = Object.values(triggers).flatMap((trigger) => (trigger.via === 'hook' ? trigger.events : []));
  let made: HookSubscription | undefined;
  const probes: Probe[] = [
    {
      name: 'hooks.subscribe',
      run: async (context) => {
        const url = 'https://portico.example/api/hooks/hok_1';
        made = await subscribe(context, { url, secret: 'c2VjcmV0LW9mLXRoZS1ob29r', events: [...new Set(events)] });
      },
    },
  ];
  const subscription = (): HookSubscription => made ?? { id: 'subscription-1' };
  if (renew !== undefined)
    probes.push({ name: 'hooks.renew', run: async (context) => void (await renew(context, subscription())) });
  if (unsubscribe !== undefined)
    probes.push({ name: 'hooks.unsubscribe', run: async (context) => unsubscribe(context, subscription()) });
  return probes;
}

/** By its name, or by what it belongs to: `objects.contact` is all of `objects.contact.…`, `*` is everything. */
function skipped(name: string, { skip = {} }: Contract): string | undefined {
  const parts = name.split('.');
  const names = ['*', ...parts.map((_, index) => parts.slice(0, index + 1).join('.'))];
  return names.map((key) => skip[key]).find((reason) => reason !== undefined);
}
