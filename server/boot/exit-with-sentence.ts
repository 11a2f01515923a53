import { AppError } from '#server/errors.ts';

/** Ends the process with what a person can act on; only what nobody foresaw comes with a stack. */
export function exitWithSentence(error: unknown): never {
  const text =
    error instanceof AppError
      ? `\n${error.message}\n${error.remedy ? `→ ${error.remedy}\n` : ''}`
      : `\nPortico could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  process.stderr.write(text);
  process.exit(1);
}
