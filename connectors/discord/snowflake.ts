const firstMs = 1_420_070_400_000;

/** The smallest id that something made at this time can have. https://docs.discord.com/developers/reference#snowflakes */
export const snowflakeAt = (ms: number): string => String(BigInt(Math.max(0, ms - firstMs)) << 22n);

/** Ids are larger than a number can hold exactly. */
export const isLater = (one: string, other: string): boolean => BigInt(one) > BigInt(other);

export const latest = (ids: string[], known: string): string =>
  ids.reduce((last, id) => (isLater(id, last) ? id : last), known);
