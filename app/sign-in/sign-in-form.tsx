'use client';

import { signIn } from 'next-auth/react';
import { useForm } from 'react-hook-form';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';

interface Refusal {
  message: string;
  remedy: string;
}

const wrong = {
  message: 'That email and password do not belong together.',
  remedy: 'Check both. Capital and small letters count in the password.',
};

const refusals: Record<string, Refusal> = {
  CredentialsSignin: wrong,
  rate_limited: {
    message: 'There were too many attempts to sign in.',
    remedy: 'Wait a quarter of an hour, then try again with the right password.',
  },
};

const unavailable = {
  message: 'Portico could not check this right now.',
  remedy: 'It may be starting, or its database may be down. Try again in a moment.',
};

export function SignInForm({ next }: { next: string }) {
  const form = useForm({ defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async ({ email, password }) => {
    const answer = await signIn('credentials', { email: email.trim(), password, redirect: false }).catch(
      () => undefined,
    );
    if (answer?.ok && !answer.error) {
      // A whole load: the pages must not show what was fetched before the sign-in.
      location.assign(next);
      return;
    }
    const { message, remedy } = refusals[answer?.error ?? ''] ?? unavailable;
    form.setError('root', { message, type: remedy });
    form.setValue('password', '');
    form.setFocus('password');
  });

  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {errors.root && <Callout tone="failed" title={errors.root.message} text={errors.root.type} />}
      <Field label="Email" error={errors.email?.message}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            autoComplete="username"
            {...form.register('email', { required: 'Your email address is needed.' })}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(ids) => (
          <Input
            {...ids}
            type="password"
            autoComplete="current-password"
            {...form.register('password', { required: 'Your password is needed.' })}
          />
        )}
      </Field>
      <Button
        look="primary"
        type="submit"
        busy={isSubmitting || (isSubmitSuccessful && !errors.root)}
        className="justify-center"
      >
        Sign in
      </Button>
    </form>
  );
}
