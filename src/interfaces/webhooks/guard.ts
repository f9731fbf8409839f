import { promises as dns } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type Allowed, judge_host, may_reach } from '../../domain/integrations/webhooks/address.ts'

/** The address that was found is none that webhooks go to. */
export class AddressBlocked extends Error {}
export class NameUnknown extends Error {}

interface Address {
  readonly address: string
  readonly family: number
}
export type Resolve = (host: string, is_trusted: boolean) => Promise<readonly Address[]>

/**
 * Turns a name into the addresses that a connection may be made to: what is checked here is what is connected to, for nobody looks the
 * name up again. Addresses that are written out skip every look-up, so they are judged before (`judge_host`).
 */
export function guarded_lookup(allowed: Allowed, resolve: Resolve): LookupFunction {
  const addresses_of = async (host: string): Promise<Address[]> => {
    const judged = judge_host(host, allowed)
    if (judged === 'blocked') throw new AddressBlocked(host)
    const found = await resolve(host, judged === 'reach')
    if (found.length === 0) throw new NameUnknown(host)
    const reachable = judged === 'reach' ? found : found.filter(({ address }) => may_reach(address, allowed))
    if (reachable.length === 0) throw new AddressBlocked(`${host} is at ${found.map(({ address }) => address).join(', ')}`)
    return [...reachable]
  }
  return (host, options, callback) => {
    addresses_of(host).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
}

/**
 * The system's own look-up occupies one of few threads until it ends, so hosts that strangers name are asked of the name servers directly.
 * What the owner has allowed by name may stand in the hosts file; and so may anything, once some private network is allowed.
 */
export function resolver(allowed: Allowed): Resolve {
  const servers = new dns.Resolver({ timeout: 2000, tries: 2 })
  const ask_system = async (host: string): Promise<Address[]> => dns.lookup(host, { all: true }).catch(() => [])
  const ask_servers = async (host: string): Promise<Address[]> => {
    const [four, six] = await Promise.all([servers.resolve4(host).catch(() => []), servers.resolve6(host).catch(() => [])])
    return [...four.map((address) => ({ address, family: 4 })), ...six.map((address) => ({ address, family: 6 }))]
  }
  return async (host, is_trusted) => {
    if (is_trusted) return ask_system(host)
    const found = await ask_servers(host)
    return found.length === 0 && allowed.networks.length > 0 ? ask_system(host) : found
  }
}
