import { type Html, html } from './html.ts';
import { narrowPage } from './layout.ts';

interface ErrorPage {
  title: string;
  message: string;
  remedy: string;
  /** For whoever built the app that sent the person here. */
  detail?: string | undefined;
}

export function errorPage({ title, message, remedy, detail }: ErrorPage): Html {
  return narrowPage(
    title,
    html`<h1>${title}</h1>
  <p>${message}</p>
  <p>${remedy}</p>
  ${detail && html`<p class="detail">For the app’s developer: <code>${detail}</code></p>`}
  <p><a href="/">Go to Tidewater</a></p>`,
  );
}

export function notFoundPage(): Html {
  return errorPage({
    title: 'There is no such page',
    message: 'The address leads nowhere in Tidewater.',
    remedy: 'Check it for a typing mistake, or start from the contacts.',
  });
}

export function forbiddenFormPage(): Html {
  return errorPage({
    title: 'This form came from elsewhere',
    message: 'It was sent by a page that is not part of Tidewater, so nothing was changed.',
    remedy: 'Open Tidewater and do it there.',
  });
}

export function downPage(): Html {
  return errorPage({
    title: 'Tidewater is down for maintenance',
    message: 'Nobody can sign in or connect apps right now. Nothing was lost.',
    remedy: 'Try again in a few minutes.',
  });
}

/** When the asking app cannot be told, the person is. */
export function oauthErrorPage(code: string, description: string | undefined): Html {
  const detail = [code, description].filter(Boolean).join(': ');
  if (code === 'server_error') {
    return errorPage({
      title: 'Tidewater could not finish this',
      message: 'Something failed on our side. Nothing was connected.',
      remedy: 'Go back to the app and connect again.',
    });
  }
  const isRedirect = description?.includes('redirect_uri') === true;
  return errorPage({
    title: 'This app cannot be connected',
    message: isRedirect
      ? 'It asked to send you to an address that it did not register with Tidewater, so we stopped here to keep your account safe.'
      : 'It sent a request that Tidewater could not accept. Nothing was connected.',
    remedy: 'Close this window and tell the people who make the app.',
    detail,
  });
}
