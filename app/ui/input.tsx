import type { ComponentProps } from 'react';

const look =
  'w-full rounded-control border border-control bg-surface px-2.5 text-13 text-ink aria-invalid:border-failed disabled:opacity-60';

export function Input(props: ComponentProps<'input'>) {
  return <input {...props} className={`h-8 ${look} ${props.className ?? ''}`} />;
}

export function TextArea(props: ComponentProps<'textarea'>) {
  return <textarea rows={4} {...props} className={`py-1.5 ${look} ${props.className ?? ''}`} />;
}
