import type { ConnectionRow } from '#server/connections/connection.table.ts';
import type { AppError } from '#server/errors.ts';
import type { RawRequest } from '#server/http/serve-raw.ts';
import type { Id } from '#server/ids.ts';
import { type LogFields, log } from '#server/log.ts';
import type { Called } from './call-app.ts';

/** The line of one call in the log, written once: when the answer is over, or when there will be none. */
export class ProxyLine {
  readonly #began = performance.now();
  #fields: LogFields;
  #isWritten = false;

  constructor(requestId: Id<'request'>, { method, signal }: RawRequest) {
    this.#fields = { requestId, method };
    signal.addEventListener('abort', () => this.#write({ code: 'cut_off' }), { once: true });
  }

  goesTo({ id, environment_id, customer_id, connector }: ConnectionRow, { host, pathname }: URL): void {
    const ids = { environmentId: environment_id, customerId: customer_id, connectionId: id };
    Object.assign(this.#fields, { ...ids, connector, host, path: pathname });
  }

  failed(status: number, error: AppError): void {
    this.#write({ status, code: error.code, ...(status === 500 && { error: error.cause ?? error }) });
  }

  /** The answer's pieces, counted on their way. */
  async *counted({ status, retries, chunks }: Called, bytesOut: () => number): AsyncIterable<Buffer> {
    const counts = this.#fields;
    Object.assign(counts, { status, attempt: retries + 1, bytesIn: 0, bytesOut: bytesOut() });
    let code: string | undefined = 'cut_off';
    try {
      for await (const chunk of chunks) {
        counts.bytesIn = (counts.bytesIn ?? 0) + chunk.length;
        yield chunk;
      }
      code = undefined;
    } finally {
      this.#write({ bytesOut: bytesOut(), ...(code && { code }) });
    }
  }

  #write(fields: LogFields): void {
    if (this.#isWritten) return;
    this.#isWritten = true;
    const all = { ...this.#fields, ...fields, durationMs: Math.round(performance.now() - this.#began) };
    if (all.error !== undefined) log.error('A call through the proxy failed.', all);
    else if (all.code === undefined) log.debug('A call went through the proxy.', all);
    else log.info('A call through the proxy came to nothing.', all);
  }
}
