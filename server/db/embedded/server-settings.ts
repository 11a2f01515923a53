/** Nothing of this process's own environment, which may hold keys, reaches the server. Next's types ask for NODE_ENV. */
export const serverEnvironment = { NODE_ENV: 'production', LC_ALL: 'C', TZ: 'UTC' } as const;

/** Given on the command line at every start, so that a cluster made by an older Portico has today's settings too. */
export function serverSettings(options: {
  port: number;
  ephemeral: boolean;
  maxConnections: number;
}): Record<string, string> {
  return {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections),
    shared_buffers: options.ephemeral ? '128MB' : '256MB',
    jit: 'off',
    // A plan made for one customer's few rows is a bad one for another's million.
    plan_cache_mode: 'force_custom_plan',
    timezone: 'UTC',
    // The log tells of the server, not of statements: those carry customers' data.
    logging_collector: 'off',
    log_destination: 'stderr',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(options.ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
}
