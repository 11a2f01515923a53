/** Keys must never be in a browser: importing `@portico/embed/server` there fails before anything else does. */
if (typeof window !== 'undefined')
  throw new Error(
    '@portico/embed/server holds private keys and runs on a server only. In the browser, import @portico/embed and fetch a token from your backend.',
  );

export {};
