import { z } from 'zod';
import { defineConnector } from '../kit/index.ts';
import { commentOnApplication, decideTimeOff, moveApplication, whoIsOut } from './actions/around-employees.ts';
import { addEmployee, addTableRow, getEmployee, updateEmployee } from './actions/employees.ts';
import { accountTypes, oauth } from './auth.ts';
import { before } from './before.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { employeeObject } from './objects/employee.ts';
import { applicationObject, jobObject, timeOffObject } from './objects/lists.ts';
import { options } from './options.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'BambooHR',
  category: 'HR',
  description: 'Employees, time off and applications.',
  docs: 'https://documentation.bamboohr.com/docs',
  version: 'v1',
  auth: oauth,
  accountTypes,
  before,
  baseUrl: 'https://{{company}}.bamboohr.com',
  // BambooHR names no number; it answers 503 to who asks too often.
  limits: [{ scope: 'connection', requests: 100, perMs: 10_000, concurrent: 5 }],
  errors: translateError,
  settings: z.object({}),
  check,
  objects: { employee: employeeObject, timeOff: timeOffObject, job: jobObject, application: applicationObject },
  actions: {
    addEmployee,
    updateEmployee,
    getEmployee,
    addTableRow,
    decideTimeOff,
    whoIsOut,
    commentOnApplication,
    moveApplication,
  },
  triggers,
  hooks,
  options,
});
