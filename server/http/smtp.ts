import { createTransport } from 'nodemailer';
import { AppError } from '#server/errors.ts';

const timeoutMs = 20_000;

export interface OutgoingMail {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Record<string, string>;
}

/** What a mail server said; `permanent`: trying again would bring the same. */
export class MailRefused extends AppError {
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, cause: unknown) {
    super('unavailable', message, { cause });
    this.permanent = permanent;
  }
}

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;

/** Hands one e-mail to the mail server, which the operator named: addresses inside are no secret to reach. */
export async function sendBySmtp(url: string, mail: OutgoingMail): Promise<void> {
  const transport = createTransport(url, {
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail(mail);
  } catch (error) {
    const status = statusOf(error);
    const words = error instanceof Error ? error.message : 'no answer';
    throw new MailRefused(words.slice(0, 500), status >= 500, error);
  } finally {
    transport.close();
  }
}
