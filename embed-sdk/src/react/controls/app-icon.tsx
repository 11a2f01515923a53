import { useState } from 'react';
import { usePortico } from '../tab-context.ts';

export interface AppIconProps {
  name: string;
  /** Empty where there is none. */
  url: string;
  large?: boolean;
}

export function AppIcon(props: AppIconProps) {
  const Own = usePortico().components.AppIcon;
  return Own ? <Own {...props} /> : <PlainIcon {...props} />;
}

/** The app's icon, or its first letter where the picture may not or cannot be loaded (a host's content security policy). */
function PlainIcon({ name, url, large = false }: AppIconProps) {
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span className={large ? 'pt-app pt-app--large' : 'pt-app'} part="icon" aria-hidden="true">
      {url && failed !== url ? (
        <img src={url} alt="" width="28" height="28" decoding="async" onError={() => setFailed(url)} />
      ) : (
        name.slice(0, 1).toUpperCase()
      )}
    </span>
  );
}
