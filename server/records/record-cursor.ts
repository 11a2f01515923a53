/** The cursor of a list of records is the last key, which may hold any character. */
export const encodeRecordCursor = (key: string): string => Buffer.from(key).toString('base64url');

export const decodeRecordCursor = (cursor: string): string => Buffer.from(cursor, 'base64url').toString();
