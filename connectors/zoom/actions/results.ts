import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { recording } from '../objects/rows.ts';
import { meetingKey } from '../paths.ts';
import { past } from './fields.ts';

export const findRecording = defineAction({
  title: 'Find the recording of a meeting',
  input: z.object({ meeting: past }),
  output: recording,
  effect: 'reads',
  repeat: 'natural',
  scopes: ['cloud_recording:read:list_recording_files'],
  example: { meeting: '85746065432' },
  run: async ({ http }, input) => (await http.get(`/meetings/${meetingKey(input.meeting)}/recordings`, recording)).body,
});

const summary = z.looseObject({
  summary_title: z.string().nullish(),
  summary_overview: z.string().nullish(),
  summary_content: z.string().nullish(),
  next_steps: z.array(z.string()).nullish(),
});

export const readSummary = defineAction({
  title: 'Read the summary of a meeting',
  description: 'Where AI Companion made one.',
  input: z.object({ meeting: past }),
  output: summary,
  effect: 'reads',
  repeat: 'natural',
  scopes: ['meeting:read:summary'],
  example: { meeting: '4444AAAiAAAAAiAiAiiAii==' },
  run: async ({ http }, input) =>
    (await http.get(`/meetings/${meetingKey(input.meeting)}/meeting_summary`, summary)).body,
});
