/** Numbers, percentages and times as people type them. Each reader returns undefined for what is none. */

const PERCENT = /^\d{1,3}(?:[.,]\d{1,2})?$/

/** `12.5` -> 1250 basis points; from 0 to 100 percent */
export const parsePercent = (typed: string): number | undefined => {
  const text = typed.replace('%', '').trim()
  if (!PERCENT.test(text)) return undefined
  const [whole = '0', fraction = ''] = text.split(/[.,]/)
  const points = Number(`${whole}${fraction.padEnd(2, '0')}`)
  return points <= 10_000 ? points : undefined
}

/** 1250 -> `12.5` */
export const typedPercent = (basis_points: number): string => String(basis_points / 100)

/** 1250 -> `12.5 %` */
export const showPercent = (basis_points: number): string => `${typedPercent(basis_points)} %`

/** A whole number of at least `least` and at most `most`. */
export const parseCount = (typed: string, least = 0, most = 1_000_000_000): number | undefined => {
  const number = /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : undefined
  return number !== undefined && number >= least && number <= most ? number : undefined
}

/** A time of the shop as a field for date and time shows it, in the time zone of the browser: `2026-11-21T09:30`. */
export const typedTime = (at: string | null): string => {
  if (!at) return ''
  const time = new Date(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`
}

/** The other way round; null for an empty field. */
export const parseTime = (typed: string): string | null => {
  const time = new Date(typed)
  return typed === '' || Number.isNaN(time.getTime()) ? null : time.toISOString()
}
