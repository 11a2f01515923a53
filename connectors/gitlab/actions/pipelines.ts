import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { pipeline } from '../objects/rows.ts';
import { pathOf } from '../settings.ts';
import { branch, project } from './fields.ts';

const scopes = ['api'];
const pipelineId = z.int().positive().meta({ title: 'Pipeline', description: 'Its id.' });

export const runPipeline = defineAction({
  title: 'Start a pipeline',
  input: z.object({
    project,
    ref: branch.meta({ title: 'Branch or tag', options: 'branches', dependsOn: 'project' }),
    variables: z
      .array(z.object({ key: z.string().min(1).meta({ title: 'Name' }), value: z.string().meta({ title: 'Value' }) }))
      .optional()
      .meta({ title: 'Variables' }),
  }),
  output: pipeline,
  effect: 'writes',
  repeat: 'none',
  scopes,
  example: { project: 'acme/shop', ref: 'main', variables: [{ key: 'DEPLOY', value: 'yes' }] },
  run: async ({ http }, { project: name, ...json }) =>
    (await http.post(`${pathOf(name)}/pipeline`, pipeline, { json })).body,
});

const again = (title: string, verb: 'retry' | 'cancel', description?: string) =>
  defineAction({
    title,
    ...(description && { description }),
    input: z.object({ project, pipeline: pipelineId }),
    output: pipeline,
    effect: 'writes',
    repeat: 'natural',
    scopes,
    example: { project: 'acme/shop', pipeline: 4711 },
    run: async ({ http }, { project: name, pipeline: id }) =>
      (await http.post(`${pathOf(name)}/pipelines/${id}/${verb}`, pipeline, { repeatable: true })).body,
  });

export const retryPipeline = again('Run the failed jobs of a pipeline again', 'retry');
export const cancelPipeline = again('Stop a pipeline', 'cancel', 'Jobs that have ended stay as they are.');
