/** A JSON Schema of 2020-12, by plain data. References lead to `#/$defs/…`, which are the description's `schemas`. */
export type Schema = boolean | SchemaObject;
export type SchemaObject = { [keyword: string]: unknown };

/** An API description in one form, whatever dialect it was written in. */
export interface Description {
  dialect: Dialect;
  title: string;
  version: string;
  summary: string;
  docs: string | undefined;
  servers: Server[];
  operations: Operation[];
  /** How requests are let in, by the scheme's name. */
  schemes: Record<string, SecurityScheme>;
  /** What every operation needs that does not say otherwise: one of these, each with all of its schemes. */
  security: SecurityNeed[];
  schemas: Record<string, Schema>;
  /** What could not be understood, and where it stands. */
  problems: Problem[];
}

export type Dialect = 'OpenAPI 3.0' | 'OpenAPI 3.1' | 'Swagger 2.0' | 'Google Discovery';

export interface Problem {
  /** JSON pointer into the description. */
  place: string;
  reason: string;
}

export interface Server {
  url: string;
  description: string | undefined;
  variables: Record<string, { default: string; choices: string[]; description: string | undefined }>;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE';

export interface Operation {
  /** The maker's own name of it, or its method and path. */
  id: string;
  method: Method;
  /** `/contacts/{id}`, without a query. */
  path: string;
  /** What the path holds behind a question mark, as some descriptions have it. */
  fixedQuery: Record<string, string>;
  /** JSON pointer into the description. */
  place: string;
  summary: string | undefined;
  description: string | undefined;
  deprecated: boolean;
  tags: string[];
  parameters: Parameter[];
  body: Body | undefined;
  answers: Answer[];
  /** Undefined: as the description says for all. */
  security: SecurityNeed[] | undefined;
  /** Its own, where it is not served by the description's. */
  servers: Server[];
}

export interface Parameter {
  in: 'path' | 'query' | 'header' | 'cookie';
  name: string;
  required: boolean;
  description: string | undefined;
  schema: Schema;
  style: ParameterStyle;
  explode: boolean;
  /** Its value is JSON text. */
  isJson: boolean;
  /** A path parameter whose value may hold slashes, as Google's `{+name}`. */
  isReserved: boolean;
  place: string;
}

export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'tab';

export interface Body {
  required: boolean;
  description: string | undefined;
  contents: Content[];
}

export interface Content {
  /** Media type in lower case, without parameters. */
  type: string;
  schema: Schema;
  example: unknown;
}

export interface Answer {
  /** `200`, `2XX`, `default`. */
  status: string;
  description: string | undefined;
  contents: Content[];
  /** Names of the headers that it names. */
  headers: string[];
}

/** All that are named must be there; the texts are scopes. */
export type SecurityNeed = Record<string, string[]>;

export type SecurityScheme =
  | { kind: 'key'; in: 'header' | 'query' | 'cookie'; name: string; description: string | undefined; place: string }
  | { kind: 'basic' | 'certificate'; description: string | undefined; place: string }
  | { kind: 'bearer'; format: string | undefined; description: string | undefined; place: string }
  | { kind: 'oauth2'; flows: OAuthFlow[]; description: string | undefined; place: string }
  | { kind: 'openid'; url: string; description: string | undefined; place: string };

export interface OAuthFlow {
  kind: 'code' | 'implicit' | 'password' | 'client';
  authorizeUrl: string | undefined;
  tokenUrl: string | undefined;
  refreshUrl: string | undefined;
  scopes: Record<string, string>;
}

/** Whether an answer's status is one of success. */
export const isSuccess = (status: string): boolean => /^2(\d\d|XX)$/i.test(status);
