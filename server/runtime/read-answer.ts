import { type AnswerFormat, AppCallError } from '#connectors/kit/index.ts';
import type { EgressResponse } from '#server/http/egress.ts';
import type { AnswerWatch } from './answer-watch.ts';
import { readJson, UnreadableJson } from './read-json.ts';
import { readXml, UnreadableXml } from './read-xml.ts';
import { webPage } from './web-page.ts';

type Watching = Pick<AnswerWatch, 'cut' | 'rows'>;
type Received = Pick<EgressResponse, 'body' | 'headers' | 'status'>;

/** The body of a good answer, in the format that was asked for. Throws a `protocol` error for anything else. */
export function readAnswer(received: Received, format: AnswerFormat, app: string, watch?: Watching): unknown {
  const { body, headers, status } = received;
  if (format === 'bytes') return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (format === 'text') return textOf(received);
  if (body.length === 0) return format === 'ndjson' ? [] : undefined;
  const page = webPage(body, headers.get('content-type'));
  if (page !== undefined) {
    throw new AppCallError(`${app} answered a web page instead of data: ${page.title}.`, {
      class: 'protocol',
      code: 'web_page',
      status,
      appMessage: page.title,
    });
  }
  try {
    if (format === 'xml') return readXml(textOf(received));
    const onCut = watch && (() => watch.cut());
    return format === 'ndjson' ? readLines(body, onCut) : readJson(body, { onCut, rows: watch?.rows });
  } catch (error) {
    if (!(error instanceof UnreadableJson) && !(error instanceof UnreadableXml)) throw error;
    const type = headers.get('content-type')?.split(';')[0] ?? 'no declared type';
    throw new AppCallError(`The answer of ${app} (${type}) ${error.message}.`, {
      class: 'protocol',
      code: 'unreadable_answer',
      status,
      cause: error,
    });
  }
}

/** The body of an error, as far as it can be read: data, a text, or the title of a page for people. */
export function readRefusal(received: Received): { body: unknown; page?: string } {
  const { body, headers } = received;
  if (body.length === 0) return { body: undefined };
  const page = webPage(body, headers.get('content-type'));
  if (page !== undefined) return { body: undefined, page: page.title };
  try {
    return { body: readJson(body) };
  } catch {
    const text = textOf(received).trim();
    return { body: text.startsWith('<') ? xmlOrNothing(text) : text };
  }
}

function xmlOrNothing(text: string): unknown {
  try {
    return readXml(text);
  } catch {
    return undefined;
  }
}

const newline = 0x0a;

function readLines(body: Buffer, onCut?: () => void): unknown[] {
  const values: unknown[] = [];
  let line = 1;
  for (let start = 0; start < body.length; line += 1) {
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    const text = body.subarray(start, end);
    start = end + 1;
    if (text.toString('latin1').trim() === '') continue;
    try {
      values.push(readJson(text, { onCut }));
    } catch (error) {
      throw error instanceof UnreadableJson ? new UnreadableJson(`${error.message} in line ${line}`) : error;
    }
  }
  return values;
}

function textOf({ body, headers }: Received): string {
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w:.-]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    // An encoding that nobody knows: most are UTF-8 in truth.
    return new TextDecoder().decode(body);
  }
}
