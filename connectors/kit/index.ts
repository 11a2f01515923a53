/** What a connector's author imports. */

import type { z } from 'zod';
import type { Connector } from './connector.ts';

export type { ErrorClass } from './app-call-error.ts';
export { AppCallError, isAppCallError } from './app-call-error.ts';
export type * from './connector.ts';

/**
 * Defines a connector. Types flow from its zod schemas: a wrong setting, key or row fails to compile.
 *
 * @example
 * export default defineConnector({ name: 'Acme CRM', auth: { kind: 'oauth2', … }, objects: { contact: { row: Contact, … } } });
 */
export function defineConnector<Settings extends z.ZodObject>(connector: Connector<Settings>): Connector<Settings> {
  return connector;
}

/** Declares a log-in form with its fields' types flowing into `connect`. */
export { databaseAuth } from './database-auth.ts';
/** Defines an object with its row type flowing into `key`. */
export { defineObject } from './define-object.ts';
