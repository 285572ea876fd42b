import ipaddr from 'ipaddr.js';

/** Whether an endpoint is anywhere on the Internet, or may also be inside. */
export type Network = 'public' | 'private';

/** What machines in a cloud ask for their own credentials, where that isn't link-local: never an endpoint. */
const metadata: ReadonlySet<string> = new Set(
  ['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map((one) =>
    ipaddr.parse(one).toString(),
  ),
);

const inside: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal']);

/** Addresses that are global by their form, but that nobody has (documentation, RFC 9637). */
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const documentationV6 = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether a request may go to an address (DESIGN §8, _Out_): public unicast, and for `private` also private and loopback
 * ones. Link-local and metadata addresses never. An IPv4 address inside an IPv6 one counts as the IPv4 address. What is no
 * address may not.
 */
export function mayConnect(address: string, network: Network): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const all = parsed.kind() === 'ipv6' ? [...embedded(parsed as ipaddr.IPv6)] : [parsed as ipaddr.IPv4];
  const checked = all.length > 0 ? all : [parsed];
  return checked.every((one) => mayBe(one, network));
}

function mayBe(address: ipaddr.IPv4 | ipaddr.IPv6, network: Network): boolean {
  if (metadata.has(address.toString())) return false;
  const range = address.range();
  if (network === 'private' && inside.has(range)) return true;
  if (range !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  const v6 = address as ipaddr.IPv6;
  return v6.match(globalV6) && !v6.match(documentationV6);
}

/** The IPv4 addresses that an IPv6 address stands for: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP. */
function* embedded(address: ipaddr.IPv6): Generator<ipaddr.IPv4> {
  const bytes = address.toByteArray();
  const at = (from: number): ipaddr.IPv4 => new ipaddr.IPv4(bytes.slice(from, from + 4));
  const startsWith = (...prefix: readonly number[]): boolean => prefix.every((byte, index) => bytes[index] === byte);
  const zeros = (count: number): readonly number[] => Array<number>(count).fill(0);
  if (startsWith(...zeros(10), 0xff, 0xff)) yield at(12);
  else if (startsWith(...zeros(8), 0xff, 0xff, 0, 0)) yield at(12);
  // `::` and `::1` are addresses of their own.
  else if (startsWith(...zeros(12)) && (bytes[12] !== 0 || bytes[13] !== 0)) yield at(12);
  else if (startsWith(0, 0x64, 0xff, 0x9b, ...zeros(8))) yield at(12);
  else if (startsWith(0x20, 0x02)) yield at(2);
  else if (startsWith(0x20, 0x01, 0, 0)) yield new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff));
  else if (
    bytes[8] !== undefined &&
    (bytes[8] & 0xfc) === 0 &&
    bytes[9] === 0 &&
    bytes[10] === 0x5e &&
    bytes[11] === 0xfe
  )
    yield at(12);
}
