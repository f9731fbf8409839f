import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** What the server's owner lets webhooks reach although it is private. */
export interface Allowed {
  readonly hosts: ReadonlySet<string>
  readonly networks: readonly (readonly [Address, number])[]
}

const host_name = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/

/** As a URL has it, without the dot of the root and the brackets of IPv6. */
const host_of = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1')

function network_of(text: string): readonly [Address, number] | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = address_of(host_of(text))
  return address && [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** A host name, an address or a network in CIDR notation. */
export const is_place = (text: string): boolean => network_of(text) !== null || host_name.test(host_of(text))

export const read_allowed = (places: readonly string[]): Allowed => ({
  hosts: new Set(places.filter((place) => !network_of(place)).map(host_of)),
  networks: places.flatMap((place) => {
    const network = network_of(place)
    return network ? [network] : []
  }),
})

/** An address written out: nothing is looked up for it. */
export function address_of(host: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) return ipaddr.IPv4.parse(host)
  return host.includes(':') && ipaddr.IPv6.isValid(host) ? ipaddr.IPv6.parse(host) : null
}

const public_six = ipaddr.IPv6.parseCIDR('2000::/3')

/** Anything else is some network's own: loopback, private, link-local, carriers', multicast, and IPv4 in the guises of IPv6. */
function is_public(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address instanceof ipaddr.IPv4 || address.match(public_six)
}

/** Whether a connection may be made to this address, as a name stood for it or as it was written. */
export function may_reach(text: string, { networks }: Allowed): boolean {
  const address = address_of(text)
  if (!address) return false
  return is_public(address) || networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

/** The names of this very machine need no look-up either. */
const is_own_name = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

/** What can be said of a host before anything is looked up; `look` where its addresses decide. */
export function judge_host(hostname: string, allowed: Allowed): 'reach' | 'blocked' | 'look' {
  const host = host_of(hostname)
  if (allowed.hosts.has(host)) return 'reach'
  if (address_of(host)) return may_reach(host, allowed) ? 'reach' : 'blocked'
  if (is_own_name(host)) return may_reach('127.0.0.1', allowed) || may_reach('::1', allowed) ? 'look' : 'blocked'
  return 'look'
}
