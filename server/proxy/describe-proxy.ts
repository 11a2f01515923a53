import { maxAnswerBytes } from './attempt.ts';
import { maxBodyBytes } from './kept-body.ts';

const mib = (bytes: number) => `${bytes / 1_048_576} MiB`;

const description = `Calls an app as a connection. What you send goes to the app as it is, and what it answers comes back as it is, status included: bodies are
streamed and untouched both ways (up to ${mib(maxBodyBytes)} there, ${mib(maxAnswerBytes)} back), the query is kept to the letter, and any method will do. Portico puts the
connection's credential on, renews it where it has ended, keeps to the app's rate limits, and takes out what is yours alone: your key, cookies and \`portico-*\` headers.

The path is joined to the address of the app's API and can't leave it. A failure of the app's own comes as the app sent it. What fails before it
(no connection, no network, no time, a limit) is an error of Portico, with the header \`portico-request-id\` as every answer has it.`;

// An alias: the document's own types want one, which may have further keys.
type Schema = {
  type: 'string' | 'integer';
  enum?: string[];
  minimum?: number;
  maximum?: number;
  default?: number;
};

const header = (name: string, text: string, schema: Schema = { type: 'string' }) => ({
  in: 'header' as const,
  name,
  required: false,
  description: text,
  schema,
});

const parameters = [
  {
    in: 'path' as const,
    name: 'path',
    required: true,
    description: 'Path below the address of the app’s API, and its query.',
    schema: { type: 'string' as const },
    example: 'contacts?limit=10',
  },
  header('portico-connection', 'Id of the connection: con_…. This, or the two that follow.'),
  header('portico-customer', 'Id or your own id of the customer.'),
  header('portico-connector', 'Name of the connector.'),
  header('portico-base-url', 'Another address of the app, on one of the hosts that its connector names.'),
  header(
    'portico-retries',
    'How often a call that failed in a way that may pass (429, 5xx, network) is sent again. Not for POST and PATCH without an Idempotency-Key.',
    {
      type: 'integer',
      minimum: 0,
      maximum: 5,
      default: 0,
    },
  ),
  header('portico-timeout', 'Seconds until the answer must begin, and between two pieces of it.', {
    type: 'integer',
    minimum: 1,
    maximum: 300,
    default: 30,
  }),
  header('portico-follow', '1: redirects that stay at the app and repeat no body are followed. Else they are yours.', {
    type: 'string',
    enum: ['0', '1'],
  }),
  header(
    'portico-raw',
    '1: the app’s answer whatever it is: its cookies, and a refused access without an attempt to renew it.',
    {
      type: 'string',
      enum: ['0', '1'],
    },
  ),
];

const answerHeader = (text: string) => ({ description: text, schema: { type: 'string' as const } });

const operation = {
  tags: ['Proxy'],
  summary: 'Call an app',
  description,
  security: [{ secretKey: [] }],
  parameters,
  responses: {
    200: {
      description: 'Whatever the app answers, with its own status.',
      headers: {
        'portico-request-id': answerHeader('Name this to support.'),
        'portico-connection': answerHeader('The connection that was used.'),
        'portico-retries': answerHeader('How often the call was sent again.'),
        'portico-budget-left': answerHeader(
          'What was left of the app’s tightest limit when the call began: `93;of=100;window=10` are 93 of 100 calls in 10 seconds.',
        ),
        'portico-cache-control': answerHeader('The app’s own Cache-Control: this answer itself must not be cached.'),
      },
      content: { '*/*': { schema: {} } },
    },
  },
};

const of = (method: string) => ({ ...operation, operationId: `proxy-${method}` });

/** The proxy in the OpenAPI document: no procedure describes it, because it takes and gives anything. */
export const proxyOperations = {
  get: of('get'),
  post: of('post'),
  put: of('put'),
  patch: of('patch'),
  delete: of('delete'),
};
