import { type Html, html } from './html.ts';
import { mark } from './icons.ts';
import { htmlPage } from './layout.ts';

export function troublePage(title: string, words: string): Html {
  return htmlPage(
    title,
    html`<body class="trouble"><main>
  <a class="brand" href="/people">${mark}<span>Acme</span></a>
  <h1>${title}</h1>
  <p>${words}</p>
  <a class="button button-quiet" href="/people">Back to Acme</a>
</main></body>`,
  );
}
