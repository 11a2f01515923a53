import { useState } from 'react';

/** The app's icon, or its first letter where the picture may not or cannot be loaded (a host's content security policy). */
export function AppIcon({ name, url, large = false }: { name: string; url: string; large?: boolean }) {
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
