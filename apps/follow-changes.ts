/** In the split shop: hears from every service what a front end must forget, at once and in every front end process. */
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db.ts'
import { remoteOf } from '#platform/host.ts'
import type { OpenShop } from './open-shop.ts'

const AGAIN_MS = 1_000

type Following = Pick<OpenShop, 'call_key' | 'log'> & {
  config: Pick<Config, 'service'> & { urls: Record<string, string> }
  db: Pick<Db, 'heard'>
}

/**
 * Pages, who is who and what is remembered of neighbours go by what services say, as by this process's own database. Returns what ends it.
 * While a service cannot be heard, what is kept of it lives no longer than its few seconds anyway.
 */
export const followChanges = ({ config, call_key, log, db }: Following): (() => void) => {
  const stop = new AbortController()
  const follow = async (service: string) => {
    const { url, sign } = remoteOf({ urls: config.urls, call_key }, service)
    while (!stop.signal.aborted) {
      try {
        const token = await sign({ actor: { kind: 'service', name: 'front' }, via: 'front', request_id: `changes-${service}` })
        const response = await fetch(`${url}/changes`, { headers: { authorization: `Souk ${token}` }, signal: stop.signal })
        for await (const tag of linesOf(response)) db.heard(tag)
      } catch (error) {
        if (!stop.signal.aborted) log.debug({ err: error, service }, 'changes cannot be heard just now')
      }
      await new Promise((resume) => setTimeout(resume, AGAIN_MS).unref())
    }
  }
  for (const service of Object.keys(config.urls)) if (service !== config.service) void follow(service)
  return () => stop.abort()
}

/** Whole lines, however they are cut on their way; the next connection begins with `*`, so half a line at the end of this one is no loss. */
async function* linesOf({ body }: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pending = ''
  for await (const chunk of body ?? []) {
    const lines = (pending + decoder.decode(chunk, { stream: true })).split('\n')
    pending = lines.pop() ?? ''
    for (const line of lines) if (line) yield line
  }
}
