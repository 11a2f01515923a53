'use client';

import { useRef, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';

const mostBytes = 64 * 1024;

interface LogoFieldProps {
  logo: string | undefined;
  error: string | undefined;
  onChange: (logo: string | undefined) => void;
}

/** A picture, kept as it is in the settings: the pages that show it load nothing from elsewhere. */
export function LogoField({ logo, error, onChange }: LogoFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const read = (file: File | undefined) => {
    setProblem(undefined);
    if (!file) return;
    if (file.size > mostBytes) {
      setProblem(`This picture has ${Math.ceil(file.size / 1024)} KB; 64 KB is the most. An SVG is usually smaller.`);
      return;
    }
    const reader = new FileReader();
    reader.onload = () => onChange(String(reader.result));
    reader.readAsDataURL(file);
  };
  return (
    <Field label="Logo" optional help="PNG, SVG, JPEG or WebP, at most 64 KB." error={problem ?? error}>
      {(ids) => (
        <div className="flex flex-wrap items-center gap-3">
          {logo && (
            // biome-ignore lint/performance/noImgElement: it is a data address, there is nothing to optimise.
            <img
              src={logo}
              alt="The logo"
              className="h-8 max-w-40 rounded-control border border-line object-contain p-1"
            />
          )}
          <input
            {...ids}
            ref={input}
            type="file"
            accept="image/png,image/svg+xml,image/jpeg,image/webp"
            className="max-w-full text-12 text-muted"
            onChange={(event) => read(event.target.files?.[0])}
          />
          {logo && (
            <Button
              size="small"
              onClick={() => {
                if (input.current) input.current.value = '';
                onChange(undefined);
              }}
            >
              Remove the logo
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
