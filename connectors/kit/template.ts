/**
 * A text with places to fill: `https://{{shop}}.example.com/v1`, `Bearer {{accessToken}}`.
 *
 * - `{{name}}` and `{{a.b}}` must have a value: without it the call is not made, and the error names the place.
 * - `{{region || 'eu'}}` takes the first alternative that has a value; a literal stands in single quotes.
 * - `{{cursor?}}` may be missing: it is then empty, and a header, query parameter or body field that consists of it alone is left out.
 *
 * A value fills its own place and never reaches around it: the engine encodes it for where the template is used (host, path,
 * query, header, form; in a JSON body a template that is one place keeps the value's type). A template that begins with a
 * place may take protocol and host from it: `{{origin}}/oauth/token`.
 */
export type Template = string;
