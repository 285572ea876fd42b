const schemes = new Set(['rediss:', 'mongodb+srv:']);
const local = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.*\.sock)$/i;

/**
 * Whether what goes to a store's address is encrypted or doesn't leave this machine. `mongodb+srv` is TLS unless switched
 * off. False for what can't be read.
 */
export function isEncrypted(address: string): boolean {
  const [, scheme = '', hosts = '', query = ''] =
    /^([a-z+]+:)\/\/(?:[^/?@]*@)?([^/?]*)[^?]*(?:\?(.*))?$/i.exec(address) ?? [];
  const options = new URLSearchParams(query);
  const tls = (options.get('tls') ?? options.get('ssl'))?.toLowerCase();
  if (tls === 'true') return true;
  if (schemes.has(scheme.toLowerCase()) && tls !== 'false') return true;
  return hosts !== '' && hosts.split(',').every((host) => local.test(decodeHost(host).replace(/:\d+$/, '')));
}

function decodeHost(host: string): string {
  try {
    return decodeURIComponent(host);
  } catch {
    return host;
  }
}
