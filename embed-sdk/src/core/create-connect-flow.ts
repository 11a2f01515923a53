import { type Authorization, isSettled, openAuthorization } from './authorization.ts';
import { checkStep, isSecret } from './check-step.ts';
import type { ConnectFlow, Prefill, StepCheck } from './connect-flow.ts';
import {
  type ConnectSnapshot,
  type DraftPart,
  emptyDraft,
  type FieldValues,
  type FlowStage,
  stagesBehind,
  startOf,
} from './connect-snapshot.ts';
import type { ConnectAnswer, ConnectStage, FormField, OptionsAnswer } from './contract.ts';
import type { PorticoEvent } from './events.ts';
import { eventsOfStep } from './events-of-step.ts';
import { createDraftKeeper } from './keep-draft.ts';
import { createMatching, type HostFields } from './matching.ts';
import { leaveByForm } from './popup.ts';
import { PorticoError } from './portico-error.ts';
import { type Repetition, repeat } from './repeat.ts';
import type { SendOptions } from './transport.ts';

export interface FlowOptions {
  integration: string;
  /** The id of the connection to reconnect. */
  reconnect?: string;
  /** The id of a connect that was begun before the page was left (`authorizeByRedirect`). */
  resume?: string;
  /** Portico's origin: the popup's address must be on it. */
  origin: string;
  /** What the host knows already. */
  prefill?: Prefill;
  /** The host's word on each step before it is sent. */
  check?: StepCheck;
  /** Fields of the host's own, by the sync's key. */
  targets?: (sync: string) => HostFields | undefined;
  request: <Answer>(path: string, options?: SendOptions) => Promise<Answer>;
  emit: (event: PorticoEvent) => void;
}

const WHILE_ASKED_MS = 4000;

const elsewhere = () =>
  new PorticoError({
    code: 'unexpected_answer',
    message: 'The address to sign in at is not one of the integrations service, so it was not opened.',
  });

const blocked = () =>
  new PorticoError({
    code: 'popup_blocked',
    message: 'The browser did not open the window to sign in.',
    remedy: 'Allow windows for this page, or continue in this tab.',
  });

export function createConnectFlow(options: FlowOptions): ConnectFlow {
  const { integration, reconnect, origin, request, emit, prefill, check, targets } = options;
  let { resume } = options;
  const listeners = new Set<() => void>();
  let snapshot: ConnectSnapshot = { ...startOf(integration, reconnect ?? null), draft: { ...emptyDraft, ...prefill } };
  const keeper = createDraftKeeper((draft) => {
    const { connect, busy } = snapshot;
    if (connect && !busy)
      request(`/connects/${connect.id}/draft`, { method: 'POST', body: draft, keepalive: true }).catch(() => undefined);
  });
  let asked = new Map<ConnectStage, readonly FormField[]>();
  let code: string | null = null;
  let authorization: Authorization | null = null;
  /** Looks whether somebody else, who was asked, has authorised. */
  let watch: Repetition | null = null;
  let disposed = false;
  /** The fields that somebody typed in: the host's and the server's word on them counts no more. */
  const typed = new Set<string>();
  /** Counts beginnings and ends: an answer to an earlier one is dropped. */
  let round = 0;

  function set(change: Partial<ConnectSnapshot>): void {
    if (disposed) return;
    const next = { ...snapshot, ...change };
    const fields = next.stage === 'starting' ? [] : (asked.get(next.stage) ?? []);
    snapshot = { ...next, fields, behind: stagesBehind([...asked.keys()], next.stage) };
    for (const listener of [...listeners]) listener();
  }

  function stopWaiting(): void {
    authorization?.stop();
    authorization = null;
    watch?.stop();
  }

  /** Says so only where something is new: what is being typed stays. */
  async function lookAgain(): Promise<void> {
    const { connect } = snapshot;
    if (!connect) return;
    const answer = await request<ConnectAnswer>(`/connects/${connect.id}`);
    const isNews = isSettled(answer) || answer.asked?.opened !== connect.asked?.opened;
    if (isNews && connect === snapshot.connect && !snapshot.busy) apply(answer);
  }

  function apply(answer: ConnectAnswer): void {
    if (disposed) return;
    const before = snapshot;
    code = answer.handoff ?? code;
    const later = [...asked].filter(([stage]) => stage !== 'account-type' && stage !== 'before');
    asked = new Map([
      ...answer.earlier.map(({ stage, fields }) => [stage, fields] as const),
      ...later,
      [answer.stage, answer.fields],
    ]);
    if (isSettled(answer)) stopWaiting();
    watch?.stop();
    watch = answer.asked ? repeat(lookAgain, () => WHILE_ASKED_MS, { restWhenHidden: true }) : null;
    watch?.now();
    const kept = typed.size === 0 && before.connect === null ? answer.draft : undefined;
    const part = (name: 'before' | 'credentials' | 'answers' | 'mapping', known: FieldValues = {}) => ({
      ...before.draft[name],
      ...known,
      ...kept?.[name],
      ...Object.fromEntries(Object.entries(before.draft[name]).filter(([field]) => typed.has(`${name} ${field}`))),
    });
    set({
      connect: answer,
      stage: answer.stage,
      reached: answer.stage,
      busy: false,
      error: null,
      popup: 'none',
      cancelled: answer.stage === 'cancelled' ? 'by_user' : null,
      draft: {
        ...before.draft,
        accountType: answer.accountType ? { accountType: answer.accountType } : before.draft.accountType,
        before: part('before', answer.before),
        credentials: part('credentials'),
        answers: part('answers', answer.answers),
        mapping: part('mapping'),
      },
      restored: before.restored || Object.values(kept ?? {}).some((values) => Object.keys(values).length > 0),
    });
    for (const event of eventsOfStep(before, answer)) emit(event);
  }

  function fail(error: PorticoError): void {
    if (error.code === 'disposed') return;
    set({ busy: false, error });
    emit({ type: 'error', error });
  }

  /** Sends one request of this flow and takes over its answer. */
  async function send(path: string, options?: SendOptions): Promise<void> {
    const mine = round;
    set({ busy: true, error: null });
    try {
      const answer = await request<ConnectAnswer>(path, options);
      if (mine === round) apply(answer);
      else if (answer.stage !== 'done') abandon(answer.id);
    } catch (error) {
      if (mine === round && error instanceof PorticoError) fail(error);
      throw error;
    }
  }

  const begin = () =>
    resume
      ? send(`/connects/${encodeURIComponent(resume)}`)
      : send('/connects', { method: 'POST', body: { integration, reconnect } });

  /** A second press while a step is under way is nothing. */
  async function step(name: string, body?: unknown, values: FieldValues = {}): Promise<void> {
    const { connect, busy, stage, fields } = snapshot;
    if (!connect || busy) return;
    keeper.drop();
    if (check && stage !== 'starting') {
      const mine = round;
      set({ busy: true, error: null });
      const refusal = await checkStep(check, { integration, stage, values }, fields);
      if (mine !== round) return;
      if (refusal) {
        fail(refusal);
        throw refusal;
      }
    }
    await send(`/connects/${connect.id}/${name}`, { method: 'POST', body });
  }

  /** What is no step of the machine: nothing that was typed is sent by it, and the host has no say. */
  async function beside(name: string, body?: unknown): Promise<void> {
    const { connect } = snapshot;
    if (connect) await send(`/connects/${connect.id}/${name}`, { method: 'POST', body });
  }

  function abandon(connect: string): void {
    request(`/connects/${connect}/cancel`, { method: 'POST' }).catch(() => undefined);
  }

  function edit(part: DraftPart, values: FieldValues): void {
    for (const field of Object.keys(values)) typed.add(`${part} ${field}`);
    set({ draft: { ...snapshot.draft, [part]: { ...snapshot.draft[part], ...values } } });
    const secret = new Set([...asked.values()].flat().flatMap((field) => (isSecret(field) ? [field.name] : [])));
    const { before, credentials, answers, mapping } = snapshot.draft;
    const open = (some: FieldValues) => Object.fromEntries(Object.entries(some).filter(([name]) => !secret.has(name)));
    keeper.keep({ before: open(before), credentials: open(credentials), answers: open(answers), ...(Object.keys(mapping).length > 0 && { mapping }) }); // biome-ignore format: one thought
  }

  /** A code serves one window: the first came with the connect, others are asked for. */
  async function takeCode(connect: string): Promise<string> {
    const held = code;
    code = null;
    if (held) return held;
    const { handoff } = await request<ConnectAnswer>(`/connects/${connect}/handoff`, { method: 'POST' });
    if (!handoff) throw elsewhere();
    return handoff;
  }

  /** Where to sign in, if that is what comes next. */
  function signIn(): { id: string; url: string } | null {
    const { connect, reached } = snapshot;
    if (disposed || !connect?.popupUrl || (reached !== 'authorize' && reached !== 'failed')) return null;
    if (new URL(connect.popupUrl).origin === origin) return { id: connect.id, url: connect.popupUrl };
    fail(elsewhere());
    return null;
  }

  queueMicrotask(() => {
    if (disposed) return;
    emit({ type: 'connect.started', integration, reconnect: reconnect ?? null });
    begin().catch(() => undefined);
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    authorize() {
      const at = signIn();
      if (!at) return;
      stopWaiting();
      // After a failure the server stands at `failed` until a new code is asked for: nothing is read before that.
      if (snapshot.reached === 'failed') code = null;
      const renewed = snapshot.reached === 'failed' ? takeCode(at.id) : null;
      renewed?.catch(() => undefined);
      authorization = openAuthorization({
        connect: at.id,
        url: at.url,
        code: () => renewed ?? takeCode(at.id),
        async read() {
          await renewed;
          return request<ConnectAnswer>(`/connects/${at.id}`);
        },
        onAnswer: apply,
        onClosed() {
          set({ stage: 'cancelled', cancelled: 'popup_closed', popup: 'none' });
          emit({ type: 'connect.cancelled', integration, reason: 'popup_closed' });
        },
        onError(error) {
          set({ popup: 'none' });
          fail(error);
        },
      });
      set({ stage: 'authorize', cancelled: null, error: null, popup: authorization ? 'waiting' : 'blocked' });
      if (!authorization) fail(blocked());
    },
    focusPopup: () => authorization?.focus(),
    async authorizeByRedirect() {
      const at = signIn();
      if (!at) return;
      try {
        leaveByForm(at.url, await takeCode(at.id));
      } catch (error) {
        if (error instanceof PorticoError) fail(error);
        throw error;
      }
    },
    ask: (email, note) => beside('ask', { email, note }),
    stopAsking: () => beside('ask/stop'),
    edit,
    chooseAccountType(accountType) {
      edit('accountType', { accountType });
      return step('account-type', { accountType }, { accountType });
    },
    answerBefore(answers) {
      edit('before', answers);
      return step('before', { answers }, answers);
    },
    submitCredentials(fields) {
      edit('credentials', fields);
      return step('credentials', { fields }, fields);
    },
    answer(answers) {
      edit('answers', answers);
      return step('answers', { answers }, answers);
    },
    matching: (key) => createMatching(request, `/connects/${snapshot.connect?.id}`, key, targets?.(key)),
    match(matched) {
      edit('mapping', matched);
      const mappings = Object.entries(matched).map(([key, matches]) => ({ key, matches, targets: targets?.(key) }));
      return step('mappings', { mappings }, matched);
    },
    confirm: () => step('confirm'),
    choose: async (offer, choice) => {
      const { connect, busy } = snapshot;
      if (connect && !busy)
        await send(`/connects/${connect.id}/offers/${encodeURIComponent(offer)}`, { method: 'POST', body: choice });
    },
    async counts() {
      const { counts } = await request<{ counts: { key: string; total: number | null }[] }>(
        `/connects/${snapshot.connect?.id}/counts`,
      );
      return new Map(counts.map(({ key, total }) => [key, total]));
    },
    finish: () => step('finish'),
    options(name, { search, cursor, inside, signal } = {}) {
      const query = new URLSearchParams();
      if (search) query.set('search', search);
      if (cursor) query.set('cursor', cursor);
      if (inside !== undefined) query.set('inside', inside);
      const { answers } = snapshot.draft;
      if (Object.keys(answers).length > 0) query.set('answers', JSON.stringify(answers));
      const path = `/connects/${snapshot.connect?.id}/options/${encodeURIComponent(name)}`;
      return request<OptionsAnswer>(query.size > 0 ? `${path}?${query}` : path, { signal });
    },
    back() {
      const stage = snapshot.behind.at(-1);
      if (!stage || snapshot.busy) return false;
      set({ stage, error: null });
      return true;
    },
    show(stage) {
      if (snapshot.busy || !asked.has(stage)) return false;
      set({ stage, error: null });
      return true;
    },
    next() {
      const stages: FlowStage[] = [...asked.keys()];
      const at = stages.indexOf(snapshot.stage);
      set({ stage: stages[at + 1] ?? snapshot.reached, error: null });
    },
    restart() {
      const { connect, draft } = snapshot;
      round += 1;
      stopWaiting();
      if (connect && connect.stage !== 'done') abandon(connect.id);
      asked = new Map();
      code = null;
      resume = undefined;
      set({ ...startOf(integration, reconnect ?? null), draft });
      return begin();
    },
    cancel() {
      const { connect, stage, cancelled } = snapshot;
      stopWaiting();
      if (stage === 'done' || cancelled === 'by_user') return;
      round += 1;
      keeper.drop();
      if (connect) abandon(connect.id);
      set({ stage: 'cancelled', cancelled: 'by_user', popup: 'none', busy: false, error: null });
      emit({ type: 'connect.cancelled', integration, reason: 'by_user' });
    },
    dispose() {
      stopWaiting();
      keeper.send();
      disposed = true;
      round += 1;
      listeners.clear();
    },
  };
}
