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
  if (told)
    return {
      code: told.code,
      message: error.message,
      field: told.field,
      remedy: told.remedy,
      requestId: told.requestId,
    };
  return {
    code: 'no_answer',
    message: 'Portico did not answer.',
    field: undefined,
    remedy: 'Check that you are online and that Portico is running; then try again.',
    requestId: undefined,
  };
}

/** Beside its field a sentence need not name the field again; what to do belongs to it. */
export function sentenceAtField({ message, remedy }: ToldError): string {
  const expected = /^The field \S+ (?:can't be used|is missing): (.)(.*)$/s.exec(message);
  if (expected) return `${expected[1]?.toUpperCase()}${expected[2]}`;
  return remedy ? `${message} ${remedy}` : message;
}
