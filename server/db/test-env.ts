import { inject } from 'vitest';

// The same key for every test file: the app's role is the whole server's, and its password is derived from the key.
process.env.PORTICO_KEY = inject('testKey');
process.env.PORTICO_LOG = 'silent';
process.env.PORTICO_URL = 'http://portico.test';
