import type { Json } from '#connectors/kit/json.ts';
import type { Parameter, Schema } from './description.ts';
import { isNode } from './json-node.ts';
import { inputName, Names } from './names.ts';
import type { SharedSchemas } from './shared-schemas.ts';

type Data = { [key: string]: Json };

/** The form that an action asks for, as it grows. Each field has a name that can stand in a template. */
export class InputForm {
  readonly #names = new Names();
  readonly #properties: Data = {};
  readonly #required: string[] = [];
  readonly #shared: SharedSchemas;

  constructor(shared: SharedSchemas) {
    this.#shared = shared;
  }

  takes(name: string): boolean {
    return !this.#names.has(inputName(name));
  }

  /** Adds a field and gives the template that stands for its value. */
  add(name: string, schema: Schema, options: { isRequired: boolean; description?: string }): string {
    const field = this.#names.take(inputName(name));
    const copied = this.#shared.copy(schema);
    const { description } = options;
    const words = isNode(copied) && copied.description === undefined && description !== undefined;
    const own = isNode(copied) ? copied : copied ? {} : { not: {} };
    this.#properties[field] = {
      ...(field !== name && { title: name }),
      ...own,
      ...(words && { description: description.slice(0, 400) }),
    };
    if (options.isRequired) this.#required.push(field);
    return `{{input.${field}${options.isRequired ? '' : '?'}}}`;
  }

  parameter({ name, schema, required, description }: Parameter, isRequired = required): string {
    return this.add(name, schema, { isRequired, description });
  }

  schema(): Data {
    return {
      type: 'object',
      properties: this.#properties,
      ...(this.#required.length > 0 && { required: this.#required }),
      additionalProperties: false,
    };
  }
}
