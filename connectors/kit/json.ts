/** JSON as it travels: cursors, watermarks and learnt values are this and nothing else. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON Schema (2020-12) as data. */
export type JsonSchema = boolean | { [key: string]: unknown };
