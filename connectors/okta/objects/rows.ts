import { z } from 'zod';

const time = z.string().nullish();
const values = z.record(z.string(), z.unknown());

export const user = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  created: time,
  activated: time,
  statusChanged: time,
  lastLogin: time,
  lastUpdated: time,
  passwordChanged: time,
  /** Which fields there are is the organization's own affair. */
  profile: values,
});

export const group = z.looseObject({
  id: z.string().min(1),
  /** `OKTA_GROUP`, `APP_GROUP` (kept by another directory) or `BUILT_IN`. */
  type: z.string(),
  created: time,
  lastUpdated: time,
  lastMembershipUpdated: time,
  profile: values,
});

export const app = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  label: z.string(),
  status: z.string(),
  signOnMode: z.string().nullish(),
  created: time,
  lastUpdated: time,
});
