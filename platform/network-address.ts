/** Under what one caller is counted, however many addresses they have. */
import { isIPv6 } from 'node:net'

const GROUPS = 8
const BITS = 16

/**
 * An IPv4 address counts by itself, an IPv6 address by its /64: that is the least a customer is given (RFC 6177), and all of it is theirs to
 * choose from. IPv4 within IPv6 is the IPv4 it stands for, whether mapped (`::ffff:0:0/96`, RFC 4291) or translated (`64:ff9b::/96`, RFC 6052).
 * What is no address stays as it came.
 */
export const networkOf = (address: string): string => {
  const [bare = ''] = address.split('%') // the interface that a link-local address came through
  if (!isIPv6(bare)) return address
  const groups = groupsOf(bare)
  return isIPv4Within(groups)
    ? groups
        .slice(-2)
        .flatMap((group) => [group >> 8, group & 255])
        .join('.')
    : `${writing(groups.slice(0, 4))}::/64`
}

/** One address has many spellings; the parser of URLs knows them all and writes one (WHATWG URL, 3.5). */
const groupsOf = (address: string): number[] => {
  const [before = [], after = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => (part ? part.split(':').map((group) => Number.parseInt(group, BITS)) : []))
  return [...before, ...Array<number>(GROUPS - before.length - after.length).fill(0), ...after]
}

const PREFIXES = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']

const isIPv4Within = (groups: number[]): boolean => PREFIXES.includes(writing(groups.slice(0, -2)))

const writing = (groups: number[]): string => groups.map((group) => group.toString(BITS)).join(':')
