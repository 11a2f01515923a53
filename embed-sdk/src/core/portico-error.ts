/** What a {@link PorticoError} is made of. */
export interface PorticoErrorParts {
  code: string;
  message: string;
  remedy?: string;
  requestId?: string;
  field?: string;
  status?: number;
  cause?: unknown;
}

/**
 * The one error that promises of the SDK reject with. `message` says what happened and why, `remedy` what to do.
 *
 * The server's codes arrive unchanged; the SDK's own are `offline`, `origin_not_allowed`, `timeout`, `token_refused`,
 * `session_expired`, `popup_blocked`, `step_refused` (by the host's `onStepValidate`), `unexpected_answer` and `disposed`. A person who closes the popup has cancelled: that is a state of
 * the flow (`cancelled: 'popup_closed'`), never an error.
 *
 * @example
 * try { await portico.syncNow(installation); } catch (error) {
 *   if (error instanceof PorticoError && error.code === 'offline') showBanner(error.message, error.remedy);
 * }
 */
export class PorticoError extends Error {
  /** A stable word for programs. */
  readonly code: string;
  /** What a person can do about it, as a sentence, where something can be done. */
  readonly remedy: string | null;
  /** The id of the request in Portico's log, where the server answered. */
  readonly requestId: string | null;
  /** The form field that the error is about, where it is about one. */
  readonly field: string | null;
  /** The HTTP status, 0 where no answer came. */
  readonly status: number;

  constructor(parts: PorticoErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'PorticoError';
    this.code = parts.code;
    this.remedy = parts.remedy ?? null;
    this.requestId = parts.requestId ?? null;
    this.field = parts.field ?? null;
    this.status = parts.status ?? 0;
  }
}
