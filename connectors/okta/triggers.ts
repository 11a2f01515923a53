import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const output = z.looseObject({
  uuid: z.string(),
  eventType: z.string(),
  published: z.string().optional(),
  displayMessage: z.string().nullish(),
  target: z.array(z.looseObject({ id: z.string().nullish(), type: z.string() })).nullish(),
});

const mara = {
  ...{ id: '00ub0oNGTSWTBKOLGLNR', type: 'User' },
  ...{ alternateId: 'mara@globex.example', displayName: 'Mara Lindqvist' },
};
const sales = { id: '00g1emaKYZTWRYYRRTSK', type: 'UserGroup', alternateId: 'unknown', displayName: 'Sales' };
const crm = { id: '0oad5lTSBOMUBOBVVQSC', type: 'AppInstance', alternateId: 'CRM', displayName: 'CRM' };
const person = { id: '00u1', type: 'User', alternateId: 'ada@acme.example', displayName: 'Ada Moreno' };

const told = (title: string, events: [string, ...string[]], ...target: Json[]): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  scopes: ['okta.eventHooks.manage'],
  sample: {
    uuid: '3c2c1b6e-7f3a-11f0-8d3f-5b1f6a2c9d10',
    eventType: events[0],
    published: '2026-11-21T09:00:00.000Z',
    displayMessage: title,
    severity: 'INFO',
    outcome: { result: 'SUCCESS', reason: null },
    actor: person,
    target,
  },
});

/** https://developer.okta.com/docs/reference/api/event-types/ : those that event hooks may have. */
export const triggers: Record<string, ConnectorTrigger> = {
  userCreated: told('A person was created', ['user.lifecycle.create'], mara),
  userChanged: told('A profile was changed', ['user.account.update_profile'], mara),
  userActivated: told('A person was activated', ['user.lifecycle.activate', 'user.lifecycle.reactivate'], mara),
  userDeactivated: told('A person was deactivated', ['user.lifecycle.deactivate'], mara),
  userSuspended: told('A person was suspended', ['user.lifecycle.suspend'], mara),
  userLocked: told('A person was locked out', ['user.account.lock'], mara),
  groupJoined: told('A person was added to a group', ['group.user_membership.add'], mara, sales),
  groupLeft: told('A person was taken out of a group', ['group.user_membership.remove'], mara, sales),
  groupCreated: told('A group was created', ['group.lifecycle.create'], sales),
  applicationAssigned: told('A person was given an application', ['application.user_membership.add'], mara, crm),
  applicationRemoved: told('An application was taken away', ['application.user_membership.remove'], mara, crm),
};
