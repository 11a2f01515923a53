import type { ConnectAnswer, ErrorAnswer, InstallationView, SessionAnswer } from './contract.ts';

/** What a route is asked with. */
export interface ScriptedRequest {
  body: unknown;
  headers: Headers;
  query: URLSearchParams;
}

/** An answer that is not 200. */
export class Refusal {
  readonly status: number;
  readonly error: ErrorAnswer['error'];

  constructor(status: number, code: string, more: Partial<ErrorAnswer['error']> = {}) {
    this.status = status;
    this.error = { code, message: `The message of ${code}.`, requestId: 'req_1', ...more };
  }
}

export type Routes = Record<string, (request: ScriptedRequest) => unknown>;

/** The contract of `/api/embed/v1` played by a table of routes, for tests of what the SDK does at each answer. */
export function scriptedServer(routes: Routes) {
  const calls: string[] = [];
  const scripted: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const call = `${init.method ?? 'GET'} ${url.pathname.replace('/api/embed/v1', '')}`;
    calls.push(call);
    const route = routes[call];
    if (!route) throw new Error(`No route for ${call}`);
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
    const answer = await route({ body, headers: new Headers(init.headers), query: url.searchParams });
    if (init.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
    if (answer instanceof Response) return answer;
    const refused = answer instanceof Refusal;
    return Response.json(refused ? { error: answer.error } : answer, { status: refused ? answer.status : 200 });
  };
  return { fetch: scripted, calls, count: (call: string) => calls.filter((one) => one === call).length };
}

export const sessionAnswer = (more: Partial<SessionAnswer> = {}): SessionAnswer => ({
  session: 'ses_1',
  expiresAt: new Date(Date.now() + 15 * 60_000).toISOString(),
  vendor: { name: 'Acme' },
  customer: { id: 'cus_1', name: 'Globex' },
  endUser: { id: 'usr_1', name: 'Mara Lindt', role: 'admin' },
  locale: 'en',
  catalogue: [],
  ...more,
});

export const connectAnswer = (more: Partial<ConnectAnswer> = {}): ConnectAnswer => ({
  id: 'cnt_1',
  integration: 'your-crm',
  stage: 'authorize',
  popupUrl: 'https://portico.example/connect/cnt_1',
  handoff: null,
  fields: [],
  help: null,
  earlier: [],
  accountType: null,
  before: {},
  answers: {},
  account: null,
  warning: null,
  review: null,
  failure: null,
  installation: null,
  ...more,
});

export const installationView = (more: Partial<InstallationView> = {}): InstallationView => ({
  id: 'ins_1',
  connection: {
    id: 'con_1',
    account: 'Globex CRM',
    status: 'active',
    attention: null,
    connectedBy: 'Mara Lindt',
    connectedAt: '2026-01-01T00:00:00Z',
  },
  syncs: [],
  activity: [],
  answers: {},
  ...more,
});
