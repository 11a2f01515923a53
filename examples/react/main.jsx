import { Integrations, PorticoProvider } from '@portico/embed/react';
import { StrictMode, useEffect, useState, version } from 'react';
import { createRoot } from 'react-dom/client';

async function getToken() {
  const answer = await fetch('/portico-token', { method: 'POST' });
  if (!answer.ok) throw new Error(`The token was refused: ${answer.status}`);
  return answer.text();
}

const placeOf = () => location.hash.slice(1) || '/';

/** The place of the tab is kept in the address: links, the back button and a reload come back to it. */
function App() {
  const [place, setPlace] = useState(placeOf);
  useEffect(() => {
    const follow = () => setPlace(placeOf());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = (path, { replace }) => {
    history[replace ? 'replaceState' : 'pushState'](null, '', `#${path}`);
    setPlace(path);
  };
  return (
    <PorticoProvider baseUrl="http://localhost:4700" getToken={getToken} theme={{ accent: '#5b5bd6' }}>
      <Integrations route={place} onRouteChange={go} />
    </PorticoProvider>
  );
}

document.documentElement.dataset.react = version;
createRoot(document.querySelector('#app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
