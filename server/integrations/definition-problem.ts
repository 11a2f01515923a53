import { z } from 'zod';

export const definitionProblemSchema = z.object({
  /** With an error it can't be published. */
  severity: z.enum(['error', 'warning']),
  /** Where in the document: `syncs.0.target.properties.email`. */
  field: z.string(),
  message: z.string(),
  remedy: z.string(),
});

export type DefinitionProblem = z.infer<typeof definitionProblemSchema>;

export const problem = (
  severity: DefinitionProblem['severity'],
  path: readonly PropertyKey[],
  message: string,
  remedy: string,
): DefinitionProblem => ({ severity, field: path.map(String).join('.'), message, remedy });
