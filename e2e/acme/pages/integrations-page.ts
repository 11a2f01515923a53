import { type Html, html } from './html.ts';
import { type Frame, framedPage } from './layout.ts';

/** All that Acme had to write to have the tab. */
function tab(porticoUrl: string, nonce: string): Html {
  return html`<script type="module" src="${porticoUrl}/embed/v1.js"></script>
<portico-integrations></portico-integrations>
<script type="module" nonce="${nonce}">const read = (r) => (r.ok ? r.text() : Promise.reject(new Error(r.statusText)));
document.querySelector('portico-integrations').getToken = () => fetch('/portico-token', { method: 'POST' }).then(read);</script>`;
}

export function integrationsPage(frame: Frame, porticoUrl: string, nonce: string): Html {
  const lines = tab(porticoUrl, nonce);
  // The same lines as text. Only the nonce is left out: it belongs to this answer alone.
  const code = lines.text.replace(nonce, '…');
  return framedPage(
    'Integrations',
    frame,
    html`<div class="head"><div><h1>Connect your apps</h1><p class="lede">Bring your people to Acme from the apps where they already are.</p></div></div>
<div class="tab">
${lines}
</div>
<details class="built">
  <summary>How this tab is built</summary>
  <p>These four lines are all of it. They stand in this page exactly so.</p>
  <pre tabindex="0" aria-label="The four lines"><code>${code}</code></pre>
</details>`,
  );
}
