import pg from 'pg';

/** Why PostgreSQL does not keep a value. */
export interface Refusal {
  /** SQLSTATE, or the name of what could not even be sent. */
  code: string;
  /** What is wrong with the value, to complete “The database can't keep this record: …”. */
  reason: string;
}

const reasons: Record<string, string> = {
  '22001': 'a text in it is too long',
  '22003': 'a number in it is out of range',
  '22007': 'a date in it can’t be read',
  '22008': 'a date in it is out of range',
  '22021': 'it holds a character that can’t be stored',
  '22P05': 'it holds a character that can’t be stored',
  '54000': 'it is too large',
  tooLarge: 'it is too large',
};
const byClass: Record<string, string> = {
  '22': 'a value in it has a form that can’t be stored',
  '23': 'it breaks a rule of the database',
  '54': 'it is too large',
};

/**
 * Why a statement was refused for what it was to write; undefined where anything else went wrong: a lost connection, a
 * full disk, a lock. The same statement would be refused again, so whoever sent it looks for the value.
 */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof RangeError) return told('tooLarge');
  if (!(error instanceof pg.DatabaseError)) return undefined;
  const { code = '', message } = error;
  // More than a gigabyte in one value has no code of its own.
  if (code === 'XX000') return message.includes('memory alloc request size') ? told('tooLarge') : undefined;
  return told(code);
}

function told(code: string): Refusal | undefined {
  const reason = reasons[code] ?? byClass[code.slice(0, 2)];
  return reason === undefined ? undefined : { code, reason };
}

/** Does the work; where a value in it is refused, once more, so that it can look for that one. */
export async function orCarefully<T>(work: (isCareful: boolean) => Promise<T>): Promise<T> {
  try {
    return await work(false);
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return work(true);
  }
}
