'use client';

import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import { sentenceAtField, toldError } from './told-error.ts';
import type { CallError } from './trpc.ts';

/** A form whose errors are the server's: at the field that it names, or above the button. */
export function useCallForm<Values extends FieldValues>(defaultValues: DefaultValues<Values>) {
  const form = useForm<Values>({ defaultValues });
  const isField = (name: string): name is Path<Values> => name in form.getValues();

  const refuse = (error: CallError) => {
    const told = toldError(error);
    const { field, message, remedy } = told;
    if (field !== undefined && isField(field))
      form.setError(field, { message: sentenceAtField(told) }, { shouldFocus: true });
    else form.setError('root', { message, type: remedy ?? '' });
  };

  const errorOf = (name: Path<Values>): string | undefined => form.getFieldState(name, form.formState).error?.message;

  const { root } = form.formState.errors;
  return {
    ...form,
    refuse,
    errorOf,
    refusal: root?.message ? { message: root.message, remedy: String(root.type ?? '') } : null,
  };
}
