import type { OAuth2Auth, Template } from '#connectors/kit/index.ts';
import { fillHeader, fillText } from '../template.ts';

interface Filling {
  values: Record<string, unknown>;
  app: string;
}

/** Fills declared parameters; one that is optional and has no value is left out. */
export function fillParameters(templates: Record<string, Template> = {}, filling: Filling): Record<string, string> {
  return filled(templates, (template) => fillText({ ...filling, template }));
}

export function fillHeaders(templates: Record<string, Template> = {}, filling: Filling): Record<string, string> {
  const headers = filled(templates, (template) => fillHeader({ ...filling, template }));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Gives the standard's parameters the names that the app has for them. */
export function rename(
  parameters: Record<string, string>,
  { parameterNames }: Pick<OAuth2Auth, 'parameterNames'>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [nameOf(name, parameterNames), value]));
}

export const nameOf = (name: string, names: Record<string, string> = {}): string =>
  Object.hasOwn(names, name) ? (names[name] ?? name) : name;

function filled(templates: Record<string, Template>, fill: (template: Template) => string | undefined) {
  const known = Object.entries(templates).flatMap(([name, template]) => {
    const value = fill(template);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}
