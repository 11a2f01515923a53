const LOOK_EVERY_MS = 250;

export interface PopupOptions {
  url: string;
  connect: string;
  /** The one-time code for the popup, asked for when the popup says hello. */
  code: () => Promise<string>;
  /** The popup says that it is done: the server knows how it ended. */
  onResult: () => void;
  /** The window is gone, or was cut off from us by the app's opener policy: the two look the same. */
  onClosed: () => void;
}

export interface Popup {
  focus(): void;
  /** Closes the window and stops listening to it. */
  dispose(): void;
}

/** In the middle of the host's window, not of the screen: on two screens it opens where the person looks. */
function placement(): string {
  const width = 520;
  const height = 720;
  const left = Math.round(window.screenX + Math.max(0, (window.outerWidth - width) / 2));
  const top = Math.round(window.screenY + Math.max(0, (window.outerHeight - height) / 3));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}

function messageOf(data: unknown, connect: string): unknown {
  return typeof data === 'object' && data !== null && 'type' in data && 'connect' in data && data.connect === connect
    ? data.type
    : undefined;
}

/**
 * Opens the top-level popup; null where the browser blocked it. Must run inside the person's click. Only messages from
 * this very window and from Portico's exact origin count, and the code goes to that origin only.
 */
export function openPopup({ url, connect, code, onResult, onClosed }: PopupOptions): Popup | null {
  const { origin } = new URL(url);
  const popup = window.open(url, `portico-${connect}`, placement());
  if (!popup || popup.closed) return null;

  let over = false;
  const onMessage = (event: MessageEvent) => {
    if (event.source !== popup || event.origin !== origin) return;
    const type = messageOf(event.data, connect);
    if (type === 'portico:result') onResult();
    if (type === 'portico:hello')
      code().then(
        (value) => {
          if (!over) popup.postMessage({ type: 'portico:handoff', connect, code: value }, origin);
        },
        () => undefined,
      );
  };
  window.addEventListener('message', onMessage);
  const timer = setInterval(() => {
    if (!popup.closed) return;
    clearInterval(timer);
    onClosed();
  }, LOOK_EVERY_MS);

  return {
    focus: () => popup.focus(),
    dispose() {
      over = true;
      clearInterval(timer);
      window.removeEventListener('message', onMessage);
      if (!popup.closed) popup.close();
    },
  };
}

/** Portico takes the form only from the origin that began; a page with a policy such as `no-referrer` would send none. */
function sayOrigin(): void {
  const policy = document.createElement('meta');
  policy.name = 'referrer';
  policy.content = 'strict-origin';
  document.head.append(policy);
}

/** The way without a popup: the whole page goes to Portico with the code in the body of a form, never in the address. */
export function leaveByForm(popupUrl: string, code: string): void {
  sayOrigin();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `${popupUrl}/begin`;
  form.target = '_top';
  form.hidden = true;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'code';
  field.value = code;
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}
