import type { ConnectAnswer, ErrorAnswer, IntegrationDetail, SessionAnswer } from '#embed/core/contract.ts';

/** What is known of a draft: what its card, its page and the end of its wizard say. */
export interface Previewed {
  integration: IntegrationDetail;
  review: { sentences: string[]; button: string };
  vendor: string;
  customer: string;
}

const account = 'An example account';
const connectId = 'cnt_preview';

const answerOf = (body: unknown, status = 200): Response => Response.json(body, { status });

const refusal = (status: number, code: string, message: string, remedy: string): Response =>
  answerOf({ error: { code, message, remedy, requestId: 'preview' } } satisfies ErrorAnswer, status);

const ended = () =>
  refusal(409, 'preview', 'This is a preview: nothing was connected.', 'A customer’s first sync would start now.');

/** So many that searching and paging can be seen. */
const examples = Array.from({ length: 60 }, (_, at) => ({
  value: `example-${at + 1}`,
  label: `Example ${at + 1}`,
  detail: 'The customer’s own are read from the app',
}));
const pageSize = 25;

function optionsOf(query: URLSearchParams): Response {
  const search = (query.get('search') ?? '').toLowerCase();
  const from = Number(query.get('cursor') ?? 0);
  const found = examples.filter(({ label }) => label.toLowerCase().includes(search));
  const next = from + pageSize;
  return answerOf({ options: found.slice(from, next), nextCursor: next < found.length ? String(next) : null });
}

/**
 * Plays the server of a tab that shows one draft: the SDK's own screens, with nothing behind them. What an app would be
 * asked for is an example, and the sign-in at the app is left out.
 */
export function previewServer({ integration, review, vendor, customer }: Previewed): typeof fetch {
  const { slug, auth, questions, pages } = integration;
  const entry = { ...integration, installation: undefined };
  const hasFields = auth.kind === 'fields';
  let answers: ConnectAnswer['answers'] = {};
  let requested = integration.requested ?? false;

  const session = (): SessionAnswer => ({
    session: 'preview',
    expiresAt: new Date(Date.now() + 8 * 3_600_000).toISOString(),
    vendor: { name: vendor },
    customer: { id: 'preview', name: customer || 'A customer' },
    endUser: { id: 'preview', name: null, role: 'admin' },
    locale: 'en',
    catalogue: [{ ...entry, requested }],
  });

  const connect = (stage: ConnectAnswer['stage']): ConnectAnswer => ({
    ...{ id: connectId, integration: slug, stage, popupUrl: null, handoff: null },
    fields: stage === 'authorize' && hasFields ? auth.fields : stage === 'after' ? questions : [],
    ...(stage === 'after' && pages && { pages }),
    help: stage === 'authorize' && hasFields ? (auth.help ?? null) : null,
    ...{ earlier: [], accountType: null, before: {}, answers },
    account: stage === 'authorize' ? null : account,
    ...{ warning: null, review: stage === 'review' ? review : null, failure: null, installation: null },
  });
  const asked = () => connect(questions.length > 0 ? 'after' : 'review');

  return async (input, init = {}) => {
    const url = new URL(String(input));
    const call = `${init.method ?? 'GET'} ${url.pathname.replace('/api/embed/v1', '')}`;
    const body: { answers?: ConnectAnswer['answers'] } = init.body ? JSON.parse(String(init.body)) : {};
    if (call === 'POST /session') return answerOf(session());
    if (call === 'GET /catalogue') return answerOf({ entries: session().catalogue });
    if (call === `GET /integrations/${slug}`) return answerOf({ ...integration, requested, installation: null });
    if (call === `POST /integrations/${slug}/request`) {
      requested = true;
      return answerOf({ requested });
    }
    if (call === 'POST /connects') return answerOf(hasFields ? connect('authorize') : asked());
    if (call === `GET /connects/${connectId}` || call === `POST /connects/${connectId}/credentials`)
      return answerOf(asked());
    if (call === `POST /connects/${connectId}/answers`) {
      answers = body.answers ?? {};
      return answerOf(connect('review'));
    }
    if (call === `POST /connects/${connectId}/draft`) return answerOf({ kept: true });
    if (call === `POST /connects/${connectId}/cancel`) return answerOf(connect('cancelled'));
    if (call === `POST /connects/${connectId}/finish`) return ended();
    if (call.startsWith(`GET /connects/${connectId}/options/`)) return optionsOf(url.searchParams);
    if (call === 'POST /events') return answerOf({ noted: 0 });
    return refusal(404, 'not_found', 'The preview has no such thing.', 'Go back to the card.');
  };
}
