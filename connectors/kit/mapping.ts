import type { Json } from './json.ts';

/*
 * A mapping is data: which field of a model comes from where, and what happens on the way. These are its types, for who
 * writes one in code; documents that come from outside are read by the engine's schema, which is checked against them.
 */

/** What stands in a value table. */
export type Scalar = string | number | boolean | null;

/** `value`: compared with this; `other`: with what is at that path. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { path: string; is: Comparison; value?: Json; other?: string; ignoreCase?: boolean };

export type Comparison =
  | 'equals'
  | 'not_equals'
  | 'greater'
  | 'at_least'
  | 'less'
  | 'at_most'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'in'
  | 'not_in'
  | 'empty'
  | 'not_empty';

export type FieldType = 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'datetime' | 'choice' | 'list' | 'object';

/** What is given where a table has no row for a value: the value itself, nothing, an error, or this. */
export type Otherwise = 'keep' | 'clear' | 'error' | { default: Scalar };

interface PhoneStep {
  do: 'phone';
  country?: string;
  countryFrom?: string;
  write?: 'e164' | 'international' | 'national';
}

interface DateStep {
  do: 'date';
  /** `iso`, `rfc2822`, `unix`, `unix_ms`, `dotnet`, or patterns such as `dd.MM.yyyy HH:mm`. */
  read?: string[];
  zone?: string;
  language?: string;
  /** `date`, `datetime`, `unix`, `unix_ms`, or a pattern. */
  write?: string;
  writeZone?: string;
}

interface ValuesStep {
  do: 'values';
  table: { from: Scalar[]; to: Scalar }[];
  otherwise: Otherwise;
  ignoreCase?: boolean;
}

interface MinorUnitsStep {
  do: 'minor_units';
  /** `major` makes 12.50 of 1250 cents, `minor` the other way round. */
  to: 'major' | 'minor';
  currency?: string;
  currencyFrom?: string;
  /** How many decimals a currency has at this app, where that is not what ISO 4217 says. */
  digits?: Record<string, number>;
}

/** One step for each name: they say nothing but what they do. */
type Bare<Name extends string> = Name extends string ? { do: Name } : never;

/** Steps without an expression inside. */
export type PlainStep =
  | Bare<'trim' | 'collapse' | 'lower' | 'upper' | 'title' | 'digits' | 'strip_tags' | 'email' | 'name_case'>
  | { do: 'replace'; find: string; with: string }
  | { do: 'cut'; length: number }
  | { do: 'split'; by: string; part?: number }
  | { do: 'name'; part: 'prefix' | 'first' | 'middle' | 'last' | 'suffix' | 'initials' }
  | PhoneStep
  | { do: 'country'; write?: 'alpha2' | 'alpha3' | 'numeric' | 'name'; language?: string }
  | { do: 'state'; country?: string; countryFrom?: string; write?: 'code' | 'name' }
  | { do: 'currency' }
  | DateStep
  | { do: 'number'; decimal: '.' | ',' }
  /** A number as plain decimal text, its point moved to the right by `shift` places. */
  | { do: 'decimal'; shift?: number }
  | MinorUnitsStep
  | { do: 'convert'; to: FieldType }
  | ValuesStep
  | { do: 'lookup'; table: string; otherwise: Otherwise }
  | { do: 'default'; value: Json }
  | Bare<'first' | 'last' | 'count' | 'flatten' | 'unique' | 'compact' | 'json'>
  | { do: 'at'; index: number }
  | { do: 'join'; by: string }
  /** An object of a list of names and values: `[{ name: 'tier', value: 'gold' }]` is `{ tier: 'gold' }`. */
  | { do: 'keyed'; by: string; value: string }
  /** Everything that is called so, however deep inside, in its order: the texts of a document that is a tree. */
  | { do: 'collect'; key: string };

export type Step =
  | PlainStep
  | { do: 'where'; where: Condition }
  | { do: 'map'; to: Expression }
  | { do: 'group'; by: string };

/** Where a value comes from, and what is done with it, one step after the other. */
export type Expression = (
  | { path: string }
  | { constant: Json }
  | { template: string }
  | { firstOf: Expression[] }
  /** `filled`: only with the parts that hold something. */
  | { object: Record<string, Expression>; filled?: boolean }
  | { list: Expression[] }
) & { steps?: Step[] };

/** What happens where there is no value (or no usable one): leave the field out, write null, fail the record, or write this. */
export type Policy = 'skip' | 'clear' | 'error' | { default: Json };

export interface MappedField {
  /** The field of the model, parts of objects by a dot. */
  target: string;
  from: Expression;
  /** What it is to be; the target's own type where it is known. */
  type?: FieldType;
  /** Where nothing is there: null, an empty text. `skip` if it isn't said. */
  empty?: Policy;
  /** Where the value can't be used. `error` if it isn't said: the record then fails. */
  unusable?: Policy;
  note?: string;
}

export interface Mapping {
  mapping: 1;
  /** Tables that several fields look values up in; the engine may know others. */
  tables?: Record<string, { from: Scalar; to: Scalar }[]>;
  /** Worked out first, in this order; then known as `@name`. */
  computed?: { name: string; from: Expression }[];
  /** Only rows that it is true for are taken. */
  filter?: Condition;
  fields: MappedField[];
  /**
   * Takes over what no field names, such as the account's own fields: `from` is an object of the row, or `.` for all of
   * it. `filled`: only what holds something.
   */
  rest?: { from: string; to: string; filled?: boolean };
  /** The row as the app sent it goes into this field. */
  raw?: string;
}
