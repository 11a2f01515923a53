import type { ConnectorHooks, HookAnswer, HookRequest, HookSecrets, HookVerdict } from '#connectors/kit/index.ts';
import { equalSecrets } from '#server/secrets.ts';

/** What is done with a hook: its question is answered, its events are taken in, or it is refused. */
export type Judgement =
  | { kind: 'question'; answer: HookAnswer }
  | { kind: 'events' }
  | { kind: 'refused'; because: Refusal };

type Refusal = (HookVerdict & { ok: false })['because'];

interface Judged {
  hooks: ConnectorHooks;
  request: HookRequest;
  secrets: HookSecrets;
  /** The end of the address, where the app signs nothing. */
  token: string | undefined;
  now: Date;
}

/**
 * Checks a hook. A question that nobody signed is answered too (an app asks before it knows a secret), but only where the
 * answer needs none of the secrets: else anybody could have a text of their choice signed by us.
 */
export function judgeHook({ hooks, request, secrets, token, now }: Judged): Judgement {
  const verdict = verdictOn({ hooks, request, secrets, token, now });
  if (verdict.ok) {
    const answer = questionOf(hooks, request, secrets);
    return answer ? { kind: 'question', answer } : { kind: 'events' };
  }
  const isUnsigned = verdict.because === 'missing_header' || verdict.because === 'unreadable';
  const answer = isUnsigned && hooks.verify !== 'none' ? questionOf(hooks, request, withoutSecrets()) : undefined;
  return answer ? { kind: 'question', answer } : { kind: 'refused', because: verdict.because };
}

function verdictOn({ hooks, request, secrets, token, now }: Judged): HookVerdict {
  if (hooks.verify === 'none') {
    if (!token || !secrets.secret) return { ok: false, because: 'missing_header' };
    return equalSecrets(token, secrets.secret) ? { ok: true } : { ok: false, because: 'bad_signature' };
  }
  try {
    return hooks.verify(request, secrets, now);
  } catch {
    return { ok: false, because: 'unreadable' };
  }
}

function questionOf(hooks: ConnectorHooks, request: HookRequest, secrets: HookSecrets): HookAnswer | undefined {
  try {
    return hooks.challenge?.(request, secrets);
  } catch {
    // It could not even be read, or wanted a secret.
    return undefined;
  }
}

function withoutSecrets(): HookSecrets {
  const refuse = (): never => {
    throw new Error('Nobody has proved who is asking.');
  };
  const names = ['secret', 'clientId', 'clientSecret', 'certificate'];
  return Object.defineProperties({ secret: '' }, Object.fromEntries(names.map((name) => [name, { get: refuse }])));
}
