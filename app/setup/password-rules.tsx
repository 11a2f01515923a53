import { StatusShape } from '#app/ui/status-shape.tsx';

/** The one rule of a password, and whether it is met yet. */
export function PasswordRules({ password, atLeast }: { password: string; atLeast: number }) {
  const missing = atLeast - password.length;
  return (
    <span className="flex items-center gap-1.5">
      <StatusShape tone={missing > 0 ? 'waiting' : 'active'} />
      {missing > 0 && password.length > 0
        ? `${missing} more, for ${atLeast} characters.`
        : `At least ${atLeast} characters; a few words are fine.`}
    </span>
  );
}
