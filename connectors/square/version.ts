/** Of the API, sent with every request: https://developer.squareup.com/docs/build-basics/versioning-overview */
export const squareVersion = '2026-09-16';
