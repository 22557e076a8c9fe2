/** In the split shop: hears from every service what a front end must forget, at once and in every front end process. */
import { remoteOf } from '#platform/host.ts'
import type { PageCache } from '#platform/page-cache.ts'
import type { OpenShop } from './open-shop.ts'

const AGAIN_MS = 1_000

/** Returns what ends it. While a service cannot be heard, what is kept of it lives no longer than its few seconds anyway. */
export const followChanges = ({ config, call_key, log }: OpenShop, cache: PageCache): (() => void) => {
  const stop = new AbortController()
  const follow = async (service: string) => {
    const { url, sign } = remoteOf({ urls: config.urls, call_key }, service)
    while (!stop.signal.aborted) {
      try {
        const token = await sign({ actor: { kind: 'service', name: 'front' }, via: 'front', request_id: `changes-${service}` })
        const response = await fetch(`${url}/changes`, { headers: { authorization: `Souk ${token}` }, signal: stop.signal })
        for await (const chunk of response.body ?? [])
          for (const tag of new TextDecoder().decode(chunk).split('\n')) if (tag) cache.drop(tag)
      } catch (error) {
        if (!stop.signal.aborted) log.debug({ err: error, service }, 'changes cannot be heard just now')
      }
      await new Promise((resume) => setTimeout(resume, AGAIN_MS).unref())
    }
  }
  for (const service of Object.keys(config.urls)) if (service !== config.service) void follow(service)
  return () => stop.abort()
}
