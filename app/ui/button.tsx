import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border border-transparent',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-hover',
  quiet: 'text-muted border border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-failed-solid text-on-accent border border-transparent hover:brightness-95',
};
const sizes = {
  small: 'h-7 px-2 text-12 gap-1',
  regular: 'h-8 px-3 text-13 gap-1.5',
  icon: 'size-7 justify-center',
};

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** The child element (a link) is the button. */
  asChild?: boolean;
  /** The action is under way: the button keeps its width and can't be pressed again. */
  busy?: boolean;
}

export function Button({ look = 'secondary', size = 'regular', asChild = false, busy = false, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  const className = classNames(
    'inline-flex shrink-0 items-center whitespace-nowrap rounded-control font-medium transition-colors select-none',
    'disabled:cursor-not-allowed disabled:opacity-60 aria-busy:cursor-progress',
    looks[look],
    sizes[size],
    props.className,
  );
  if (asChild) return <Element {...props} className={className} />;
  return (
    <Element
      type="button"
      {...props}
      aria-busy={busy || undefined}
      disabled={busy || props.disabled}
      className={className}
    />
  );
}
