/** What a connector's author imports. */

import type { z } from 'zod';
import type { Connector } from './connector.ts';

export type * from './action.ts';
export { defineAction } from './action.ts';
export type { ErrorClass } from './app-call-error.ts';
export { AppCallError, isAppCallError } from './app-call-error.ts';
export type * from './auth.ts';
export { bearerJwt } from './bearer-jwt.ts';
export type { Category } from './categories.ts';
export { categories } from './categories.ts';
export { clientCredentials, clientFields } from './client-credentials.ts';
export { type ChangeNotice, clientStateHooks, type Watched } from './client-state-hooks.ts';
export type * from './connector.ts';
export type * from './contract.ts';
export { defineContract } from './contract.ts';
export type * from './destination.ts';
export { defineDestination } from './destination.ts';
export { hashOf, hmacOf } from './digest.ts';
export { fieldsOf } from './fields-of.ts';
export type * from './files.ts';
export { hmacSignature, isEqual, isRecent, isSame } from './hmac-signature.ts';
export type * from './hooks.ts';
export type * from './http.ts';
export type * from './json.ts';
export type { From } from './map-model.ts';
export {
  addressesOf,
  addressParts,
  asNumber,
  asText,
  at,
  constant,
  decimal,
  firstOf,
  itemsOf,
  keyed,
  lines,
  listOf,
  mapFrom,
  mapTo,
  minorUnits,
  oneOf,
  onlyIf,
  template,
  time,
  together,
  when,
  wordsOf,
} from './map-model.ts';
export type * from './mapping.ts';
export type { ConnectorModel } from './models/connector-model.ts';
export { type Model, type ModelName, modelNames, models, type RecordOf } from './models/models.ts';
export type * from './object.ts';
export { defineObject } from './object.ts';
export {
  byRemoved,
  type DeltaList,
  type DeltaSort,
  deltaAnswer,
  isDeltaForgotten,
  pullDelta,
} from './odata-delta.ts';
export { odataErrors } from './odata-errors.ts';
export { orNull } from './or-null.ts';
export type * from './pager.ts';
export { type AllPages, allPages } from './pagers/all-pages.ts';
export { graphql, graphqlErrors } from './pagers/graphql.ts';
export type { ListRequest, PagerPlace } from './pagers/list-request.ts';
export { type PullAt, type PullPages, pullPages } from './pagers/pull-pages.ts';
export type { RowsOf } from './pagers/read-page.ts';
export { readPath } from './pagers/read-path.ts';
export type { WatermarkPolicy } from './pagers/watermark.ts';
export { pause } from './pause.ts';
export { publicKeySignature } from './public-key-signature.ts';
export { standardWebhooks } from './standard-webhooks.ts';
export type { Template } from './template.ts';
export type * from './trigger.ts';
export { databaseAuth, sshAuth } from './typed-form.ts';
export { writeOneByOne } from './write-one-by-one.ts';

/**
 * Defines a connector. Types flow from its zod schemas: a wrong setting, key or row fails to compile.
 *
 * @example
 * export default defineConnector({ name: 'Acme CRM', auth: { kind: 'oauth2', … }, objects: { contact: { row: Contact, … } } });
 */
export function defineConnector<Settings extends z.ZodObject>(connector: Connector<Settings>): Connector<Settings> {
  return connector;
}
