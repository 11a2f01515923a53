import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';

const certificateCodes =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY|DECRYPT)|ERROR_IN_CERT)/;
const sentences: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its answer broke off',
};

export function timeoutError(host: string, timeoutMs: number, cause?: unknown): AppCallError {
  const seconds = timeoutMs >= 1000 ? `${Math.round(timeoutMs / 100) / 10} s` : `${timeoutMs} ms`;
  return new AppCallError(`${host} did not answer within ${seconds}.`, { class: 'timeout', code: 'timeout', cause });
}

/** A caller that limits its time by `AbortSignal.timeout` means what `timeoutMs` means; any other abort is its own affair. */
export function abortError(reason: unknown, host: string): unknown {
  if (!(reason instanceof Error) || reason.name !== 'TimeoutError') return reason;
  return new AppCallError(`${host} did not answer in time.`, { class: 'timeout', code: 'timeout', cause: reason });
}

/** What went wrong on the way to `host`, in the classes and words of the rest of Portico. */
export function networkError(error: unknown, host: string): AppCallError {
  if (isAppCallError(error)) return error;
  const code = codeOf(error);
  if (certificateCodes.test(code)) {
    const message = `The certificate of ${host} could not be trusted (${code}), so nothing was sent to it.`;
    return new AppCallError(message, { class: 'network', code, cause: error });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new AppCallError(`${host} did not answer in time.`, { class: 'timeout', code: 'timeout', cause: error });
  }
  if (code.startsWith('HPE_') || code === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new AppCallError(`What ${host} answered is not HTTP as it should be (${code}).`, {
      class: 'protocol',
      code,
      cause: error,
    });
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new AppCallError(`The request to ${host} could not be formed: a header, method or body can't be sent.`, {
      class: 'internal',
      code,
      cause: error,
    });
  }
  const message = `${host} could not be reached: ${sentences[code] ?? `the connection failed (${code})`}.`;
  return new AppCallError(message, { class: 'network', code, cause: error });
}

/** Node tries several addresses at once and then throws all their errors as one. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  // undici leaves out the code of an answer that does not begin like HTTP.
  return error instanceof Error && error.name === 'HTTPParserError' ? error.name : 'unknown';
}
