/* The popup's script. It asks its opener for the one-time code, or tells it that there is a result, and knows nothing else. */
(() => {
  const main = document.querySelector('main');
  const { act, connect, begin } = main.dataset;

  /* In a frame of ours the opener is that frame, and not the page around it: who opens a window of our own origin is ours. */
  const isOpenedByFrame = () => {
    try {
      return window.opener?.location.origin === window.location.origin;
    } catch {
      return false;
    }
  };
  const origin = isOpenedByFrame() ? window.location.origin : main.dataset.origin;

  const say = (title, sentence) => {
    main.removeAttribute('data-busy');
    main.querySelector('h1').textContent = title;
    main.querySelector('p').textContent = sentence;
  };

  if (act === 'hello') {
    if (!window.opener) {
      say('This window has lost its page', 'Close it, and connect again from the integrations page.');
      return;
    }
    const listen = async (event) => {
      if (event.source !== window.opener || event.origin !== origin) return;
      if (
        event.data?.type !== 'portico:handoff' ||
        event.data.connect !== connect ||
        typeof event.data.code !== 'string'
      )
        return;
      window.removeEventListener('message', listen);
      const answer = await fetch(begin, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: event.data.code }),
      }).catch(() => null);
      const body = await answer?.json().catch(() => null);
      if (answer?.ok && body?.url) window.location.replace(body.url);
      else
        say(
          'This did not work',
          body?.error
            ? `${body.error.message} ${body.error.remedy ?? ''}`
            : 'The connection was lost. Close this window and connect again.',
        );
    };
    window.addEventListener('message', listen);
    window.opener.postMessage({ type: 'portico:hello', connect }, origin);
  }

  if (act === 'result') {
    if (window.opener) {
      window.opener.postMessage({ type: 'portico:result', connect }, origin);
      window.close();
    }
    // A window that may not close itself (it was opened by hand) says so.
    setTimeout(() => say('You can close this window', 'Go back to the integrations page: it shows how it went.'), 1500);
  }
})();
