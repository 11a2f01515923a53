import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { employee, idIn } from '../objects/employee.ts';

const employeeId = z
  .string()
  .regex(/^\d+$/, 'The number of an employee.')
  .meta({ title: 'Employee', options: 'employees' });
const others = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: "By BambooHR's own names." });
const fields = {
  workEmail: z.email().optional().meta({ title: 'E-mail at work' }),
  jobTitle: z.string().optional().meta({ title: 'Job title' }),
  department: z.string().optional().meta({ title: 'Department' }),
  hireDate: z.iso.date().optional().meta({ title: 'Hired on' }),
  others,
};
const result = z.object({ employee: z.string() });

export const addEmployee = defineAction({
  title: 'Add an employee',
  input: z.object({
    firstName: z.string().min(1).meta({ title: 'First name' }),
    lastName: z.string().min(1).meta({ title: 'Last name' }),
    ...fields,
  }),
  output: result,
  effect: 'writes',
  repeat: 'none',
  scopes: ['employee:management.write'],
  example: { firstName: 'Ada', lastName: 'Moreno', workEmail: 'ada@acme.example' },
  run: async ({ http }, { others: more, ...input }) => {
    const { headers } = await http.post('/api/v1/employees', z.unknown(), { json: { ...input, ...more } });
    return { employee: idIn(headers) };
  },
});

export const updateEmployee = defineAction({
  title: 'Change an employee',
  description: 'What is left out stays as it is.',
  input: z.object({ employee: employeeId, ...fields }),
  output: result,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['employee.write'],
  example: { employee: '42', jobTitle: 'Engineer' },
  run: async ({ http }, { employee: id, others: more, ...input }) => {
    await http.post(`/api/v1/employees/${encodeURIComponent(id)}`, z.unknown(), {
      json: { ...input, ...more },
      repeatable: true,
    });
    return { employee: id };
  },
});

export const getEmployee = defineAction({
  title: 'Read an employee',
  input: z.object({
    employee: employeeId,
    fields: z
      .array(z.string())
      .min(1)
      .default(['firstName', 'lastName', 'workEmail', 'jobTitle', 'department'])
      .meta({ title: 'Fields' }),
  }),
  output: employee,
  effect: 'reads',
  repeat: 'natural',
  example: { employee: '42' },
  run: async ({ http }, input) =>
    (
      await http.get(`/api/v1/employees/${encodeURIComponent(input.employee)}`, employee, {
        query: { fields: input.fields.join(',') },
      })
    ).body,
});

export const addTableRow = defineAction({
  title: 'Add a row to a table of an employee',
  description: 'Job information, compensation, and what else the account keeps as a history.',
  input: z.object({
    employee: employeeId,
    table: z
      .string()
      .regex(/^\w+$/, 'The name of a table, such as jobInfo.')
      .meta({ title: 'Table', placeholder: 'jobInfo' }),
    values: z.record(z.string(), z.unknown()).meta({ title: 'Values' }),
  }),
  output: result,
  effect: 'writes',
  repeat: 'none',
  scopes: ['employee.write'],
  example: { employee: '42', table: 'jobInfo', values: { date: '2026-12-01', jobTitle: 'Engineer' } },
  run: async ({ http }, input) => {
    await http.post(
      `/api/v1/employees/${encodeURIComponent(input.employee)}/tables/${encodeURIComponent(input.table)}`,
      z.unknown(),
      { json: input.values },
    );
    return { employee: input.employee };
  },
});
