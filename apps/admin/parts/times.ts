/** Times as people read them, in the time zone of the browser. */
import { LANGUAGE } from '#admin/parts/words.ts'

const short = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const shortWithYear = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', year: 'numeric' })
const full = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'full', timeStyle: 'medium' })
const exact = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayAndMonth = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' })

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `5 minutes ago` within a day, then `21 Nov, 09:30`, then `21 Nov 2025` in other years. */
export const showTime = (at: string, now = new Date()): string => {
  const time = new Date(at)
  const ago = now.getTime() - time.getTime()
  if (ago < 45_000 && ago > -45_000) return 'just now'
  if (ago > 0 && ago < HOUR) return relative.format(-Math.round(ago / MINUTE), 'minute')
  if (ago > 0 && ago < DAY) return relative.format(-Math.round(ago / HOUR), 'hour')
  return time.getFullYear() === now.getFullYear() ? short.format(time) : shortWithYear.format(time)
}

export const showFullTime = (at: string): string => full.format(new Date(at))

/** `21 Nov, 09:30:05` */
export const showExactTime = (at: string): string => exact.format(new Date(at))

/** A calendar day such as `2026-11-21` -> `21 Nov`. */
export const showDay = (day: string): string => dayAndMonth.format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
