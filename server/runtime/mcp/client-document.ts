interface ClientDocument {
  /** Where the document is served, to the letter: https, with a path. It is the client id. */
  documentUrl: string;
  redirectUris: string[];
  clientName: string;
  clientUri?: string;
  logoUri?: string;
}

/** The JSON that is served at `documentUrl`, so that an authorization server knows us without a registration (OAuth Client ID Metadata Document). */
export function clientDocument({ documentUrl, redirectUris, clientName, clientUri, logoUri }: ClientDocument) {
  return {
    client_id: documentUrl,
    client_name: clientName,
    ...(clientUri !== undefined && { client_uri: clientUri }),
    ...(logoUri !== undefined && { logo_uri: logoUri }),
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}

/** Whether an address may be a client id: authorization servers take https with a path, and fetch it from outside. */
export function isClientId(documentUrl: string): boolean {
  const url = URL.parse(documentUrl);
  return url?.protocol === 'https:' && url.pathname !== '/' && url.hash === '' && url.username + url.password === '';
}
