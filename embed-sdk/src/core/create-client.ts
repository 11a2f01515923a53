import type { ClientOptions, PorticoClient } from './client.ts';
import type { CatalogueEntry, InstallationView, IntegrationDetail } from './contract.ts';
import { createConnectFlow } from './create-connect-flow.ts';
import { createEmitter } from './events.ts';
import { createMatching } from './matching.ts';
import { originRefusal } from './origin-refusal.ts';
import { PorticoError } from './portico-error.ts';
import { createRepair } from './repair.ts';
import { createReporter } from './report-events.ts';
import { createSession, type OpenSession } from './session.ts';
import { apiRoot, createTransport, type SendOptions } from './transport.ts';
import { watchInstallation } from './watch-installation.ts';

const CATALOGUE_FRESH_MS = 5000;

/**
 * Makes a client. It does nothing until its first call, keeps its session in memory only, and sets no cookie.
 *
 * @example
 * const portico = createClient({
 *   baseUrl: 'https://portico.example.com',
 *   getToken: () => fetch('/portico-token').then((answer) => answer.text()),
 * });
 * const apps = await portico.catalogue();
 */
export function createClient(options: ClientOptions): PorticoClient {
  const { baseUrl, getToken, fetch, onStepValidate } = options;
  let { locale } = options;
  const emitter = createEmitter();
  const life = new AbortController();
  const send = createTransport({ baseUrl, locale: () => locale, fetch, life: life.signal });
  const ends = new Set<() => void>();
  /** The session whose catalogue nobody has taken yet: it saves the second request of a page. */
  let unread: OpenSession | null = null;
  let ready = false;

  const onOpen = (opened: OpenSession) => {
    unread = opened;
    if (ready) return;
    ready = true;
    emitter.emit({ type: 'ready', vendor: opened.answer.vendor.name, customer: opened.answer.customer.name });
  };
  const session = createSession(send, getToken, life.signal, onOpen, (offline) =>
    originRefusal(`${apiRoot(baseUrl)}/catalogue`, fetch ?? globalThis.fetch, offline),
  );

  const reporter = createReporter({ root: apiRoot(baseUrl), current: session.current, fetch });
  emitter.on('*', reporter.note);

  async function request<Answer>(path: string, options?: SendOptions): Promise<Answer> {
    const opened = await session.open();
    try {
      return await send<Answer>(path, { ...options, bearer: opened.answer.session });
    } catch (error) {
      if (!(error instanceof PorticoError) || error.status !== 401) throw error;
    }
    const renewed = await session.replace(opened);
    try {
      return await send<Answer>(path, { ...options, bearer: renewed.answer.session });
    } catch (error) {
      if (!(error instanceof PorticoError) || error.status !== 401) throw error;
      throw new PorticoError({
        code: 'session_expired',
        message: 'Your session has ended.',
        remedy: 'Reload the page, or sign in again.',
        requestId: error.requestId ?? undefined,
        status: 401,
        cause: error,
      });
    }
  }

  /** For calls that somebody waits for: what they fail with is told, too. */
  async function told<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof PorticoError && error.code !== 'disposed') emitter.emit({ type: 'error', error });
      throw error;
    }
  }

  async function change(id: string, verb: string, body?: object): Promise<InstallationView> {
    const path = `/installations/${encodeURIComponent(id)}/${verb}`;
    const installation = await told(() => request<InstallationView>(path, { method: 'POST', body }));
    emitter.emit({ type: 'installation.updated', installation });
    return installation;
  }

  const installation = (id: string) => request<InstallationView>(`/installations/${encodeURIComponent(id)}`);

  return {
    session: async () => (await session.open()).answer,
    catalogue: () =>
      told(async () => {
        const opened = await session.open();
        const fresh = unread === opened && performance.now() - opened.openedAt < CATALOGUE_FRESH_MS;
        unread = null;
        if (fresh) return opened.answer.catalogue;
        return (await request<{ entries: CatalogueEntry[] }>('/catalogue')).entries;
      }),
    integration: (slug) => told(() => request<IntegrationDetail>(`/integrations/${encodeURIComponent(slug)}`)),
    async request(slug) {
      await told(() => request(`/integrations/${encodeURIComponent(slug)}/request`, { method: 'POST', body: {} }));
    },
    installation: (id) => told(() => installation(id)),
    pause: (id) => change(id, 'pause'),
    resume: (id) => change(id, 'resume'),
    syncNow: (id) => change(id, 'sync'),
    async enableFlow(id, flow) {
      const view = await change(id, `offers/${encodeURIComponent(flow)}`, { on: true });
      emitter.emit({ type: 'flow.enabled', installation: id, flow });
      return view;
    },
    async disableFlow(id, flow) {
      const view = await change(id, `offers/${encodeURIComponent(flow)}`, { on: false });
      emitter.emit({ type: 'flow.disabled', installation: id, flow });
      return view;
    },
    acceptUpgrade: (id, version, answers = {}) => change(id, 'upgrade', { version, answers }),
    matching(slug, id, key) {
      const of = `/installations/${encodeURIComponent(id)}`;
      const targets = options.mappingTargets?.(slug, key);
      const verb = `mappings/${encodeURIComponent(key)}`;
      return {
        ...createMatching(request, of, key, targets),
        save: (matches, version) => change(id, `${verb}/save`, { matches, version, targets }),
        reset: () => change(id, `${verb}/reset`),
      };
    },
    setSchedule: (id, flow, schedule) => change(id, `offers/${encodeURIComponent(flow)}`, { schedule }),
    repair: createRepair(request),
    async disconnect(id) {
      await told(() => request(`/installations/${encodeURIComponent(id)}`, { method: 'DELETE' }));
      emitter.emit({ type: 'connection.removed', installation: id });
      emitter.emit({ type: 'installation.removed', installation: id });
    },
    connect(slug, { reconnect, resume, prefill = options.prefill?.(slug) } = {}) {
      const { origin } = new URL(baseUrl);
      const { emit } = emitter;
      const target = { integration: slug, reconnect, resume, prefill };
      const targets = (key: string) => options.mappingTargets?.(slug, key);
      const flow = createConnectFlow({ ...target, origin, request, emit, check: onStepValidate, targets });
      const { dispose } = flow;
      ends.add(dispose);
      return {
        ...flow,
        dispose() {
          ends.delete(dispose);
          dispose();
        },
      };
    },
    watchInstallation(id, listener) {
      const { stop, enliven } = watchInstallation({
        read: () => installation(id),
        onView: listener,
        onFirstSuccess: (sync) => emitter.emit({ type: 'sync.first_success', installation: id, sync }),
      });
      const unheard = emitter.on('installation.updated', (event) => {
        if (event.installation.id === id) enliven();
      });
      ends.add(stop);
      return () => {
        ends.delete(stop);
        unheard();
        stop();
      };
    },
    on: emitter.on,
    emit: emitter.emit,
    setLocale(wished) {
      locale = wished;
    },
    dispose() {
      for (const end of ends) end();
      ends.clear();
      reporter.dispose();
      emitter.dispose();
      life.abort();
    },
  };
}
