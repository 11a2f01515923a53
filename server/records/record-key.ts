export const maxKeyLength = 512;

/** Whether a record can be stored under it. Two keys with a lone half of a character would be one in the database. */
export const isKey = (key: unknown): key is string =>
  typeof key === 'string' && key !== '' && key.length <= maxKeyLength && !key.includes('\u0000') && key.isWellFormed();
