/** What `latchkey start` needs to use the started parts, as `--json` prints it. */
export type Variables = Record<string, string>;

const DATABASE = 'latchkey';

/** A MongoDB address with a database: one that names none gets `latchkey`, one that names one keeps it. */
export function withDatabase(uri: string): string {
  const match = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(uri);
  if (match === null || (match[2] ?? '') !== '') return uri;
  return `${match[1] ?? ''}/${DATABASE}${match[3] ?? ''}`;
}

/**
 * The environment of a Latchkey that the sandbox starts: ours with `variables` over it. With a local chat in it, no
 * token of a real one may reach it, or it would speak there as well. Like every part it listens on 127.0.0.1 alone.
 */
export function childEnvironment(
  own: NodeJS.ProcessEnv,
  variables: Variables,
  hasLocalChat: boolean,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(own).filter(([name]) => !hasLocalChat || !/^(SLACK|DISCORD)_/.test(name));
  return { LOG_LEVEL: 'warn', ...Object.fromEntries(inherited), ...variables, HOST: '127.0.0.1' };
}

/** The port on this machine that an events address delivers to; undefined where it leads elsewhere. */
export function localPort(eventsUrl: string): number | undefined {
  const url = new URL(eventsUrl);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) || url.protocol !== 'http:') return undefined;
  return url.port === '' ? 80 : Number(url.port);
}
