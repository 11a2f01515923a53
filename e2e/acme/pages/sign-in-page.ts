import { demoPassword, users } from '../accounts.ts';
import { type Html, html } from './html.ts';
import { icons, mark, ridges } from './icons.ts';
import { htmlPage } from './layout.ts';

export interface SignInForm {
  email: string;
  /** Where to go after. */
  next: string;
  problem?: string;
}

export function signInPage({ email, next, problem }: SignInForm): Html {
  const isKnown = email !== '';
  return htmlPage(
    'Sign in',
    html`<body class="door">
<header class="door-picture">
  <p class="brand">${mark}<span>Acme</span></p>
  <p class="door-words">Know your people.<br>Reach them in time.</p>
  ${ridges}
</header>
<main class="door-form">
  <h1>Sign in</h1>
  <p class="lede">Welcome back. Your team is waiting.</p>
  <form method="post" action="/sign-in">
    <input type="hidden" name="next" value="${next}">
    ${problem !== undefined && html`<p class="problem" role="alert" id="problem">${icons.trouble}<span>${problem}</span></p>`}
    <label for="email">E-mail</label>
    <input id="email" name="email" type="email" autocomplete="username" required value="${email}"${!isKnown && html` autofocus`}>
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required${isKnown && html` autofocus`}${problem !== undefined && html` aria-describedby="problem"`}>
    <button class="button" type="submit">Sign in</button>
  </form>
  <section class="try" aria-labelledby="try">
    <h2 id="try">Try it as</h2>
    <ul>${users.map(
      (user) =>
        html`<li><a href="/sign-in?${new URLSearchParams({ email: user.email, next }).toString()}"><span>${user.email}</span><span class="under">${user.role === 'admin' ? 'Admin' : 'Viewer'}, ${user.customer.name}</span></a></li>`,
    )}</ul>
    <p class="under">The password of all three is <code>${demoPassword}</code>.</p>
  </section>
</main>
</body>`,
  );
}
