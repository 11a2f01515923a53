'use client';

import { useMutation } from '@tanstack/react-query';
import { signIn } from 'next-auth/react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { useTRPC } from '../(console)/data/trpc.ts';
import { useCallForm } from '../(console)/data/use-call-form.ts';
import { PasswordRules } from './password-rules.tsx';

export function OwnerForm({ passwordLength }: { passwordLength: number }) {
  const trpc = useTRPC();
  const form = useCallForm({ vendor: '', name: '', email: '', password: '' });
  const { register, handleSubmit, errorOf, refusal, refuse, watch } = form;
  const create = useMutation(
    trpc.setup.createOwner.mutationOptions({
      onError: refuse,
      onSuccess: async (_, { email, password }) => {
        const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
        location.assign(answer?.ok ? '/' : '/sign-in');
      },
    }),
  );
  const submit = handleSubmit((values) => create.mutate({ ...values, email: values.email.trim() }));
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <Field
        label="Your company"
        help="The vendor: its product is what the integrations are for."
        error={errorOf('vendor')}
      >
        {(ids) => (
          <Input
            {...ids}
            autoComplete="organization"
            {...register('vendor', { required: 'The company needs a name.' })}
          />
        )}
      </Field>
      <Field label="Your name" error={errorOf('name')}>
        {(ids) => <Input {...ids} autoComplete="name" {...register('name', { required: 'Your name is needed.' })} />}
      </Field>
      <Field label="Email" error={errorOf('email')}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            autoComplete="username"
            {...register('email', { required: 'Your email address is needed.' })}
          />
        )}
      </Field>
      <Field
        label="Password"
        help={<PasswordRules password={watch('password')} atLeast={passwordLength} />}
        error={errorOf('password')}
      >
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="new-password"
            {...register('password', { required: 'Choose a password.' })}
          />
        )}
      </Field>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <Button look="primary" type="submit" busy={create.isPending || create.isSuccess} className="justify-center">
        Create the owner
      </Button>
    </form>
  );
}
