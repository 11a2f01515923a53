import type { CallError } from './trpc.ts';

export interface ToldError {
  code: string;
  message: string;
  field: string | undefined;
  remedy: string | undefined;
  requestId: string | undefined;
}

/** An error in the words of the server, or in ours where the server did not answer. */
export function toldError(error: CallError): ToldError {
  const told = error.data;
  if (told) return { code: told.code, message: error.message, field: told.field, remedy: told.remedy, requestId: told.requestId };
  return {
    code: 'no_answer',
    message: 'Portico did not answer.',
    field: undefined,
    remedy: 'Check that you are online and that Portico is running; then try again.',
    requestId: undefined,
  };
}
