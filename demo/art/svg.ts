/** The few pieces of SVG that every drawing is made of. A drawing is a string of elements; definitions stand where they are used. */

/** Rounded, so that the same drawing is the same text. */
export const n = (value: number): string => String(Math.round(value * 10) / 10)

export type Stop = [offset: number, colour: string, opacity?: number]
export type Point = [x: number, y: number]

/** Points, or heights and radii, as one line of text: `0 120, 40 150`. */
export const pairs = (text: string): Point[] =>
  text.split(', ').map((pair) => {
    const [x = 0, y = 0] = pair.split(' ').map(Number)
    return [x, y]
  })

/** An id made from the content: equal definitions share it, different ones never meet (FNV-1a, 32 bits twice). */
const idOf = (content: string): string => {
  let low = 0x811c9dc5
  let high = 0x1000193
  for (let at = 0; at < content.length; at++) {
    low = Math.imul(low ^ content.charCodeAt(at), 0x01000193)
    high = Math.imul(high ^ content.charCodeAt(at), 0x85ebca6b) + at
  }
  return `d${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`
}

/** A definition and the address that uses it: `const { def, url } = define((id) => ...)`. */
export const define = (markup: (id: string) => string): { def: string; url: string } => {
  const id = idOf(markup(''))
  return { def: `<defs>${markup(id)}</defs>`, url: `url(#${id})` }
}

const stopsOf = (stops: Stop[]) =>
  stops
    .map(
      ([at, colour, opacity]) =>
        `<stop offset="${n(at * 1000) && Math.round(at * 1000) / 1000}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
    )
    .join('')

/** Fill across the bounding box, by default from left to right; `angle` in degrees, clockwise: 90 is downwards. */
export const linear = (stops: Stop[], angle = 0) => {
  const [x, y] = [Math.cos((angle * Math.PI) / 180) / 2, Math.sin((angle * Math.PI) / 180) / 2]
  const at = (value: number) => String(Math.round((0.5 + value) * 1000) / 1000)
  return define(
    (id) => `<linearGradient id="${id}" x1="${at(-x)}" y1="${at(-y)}" x2="${at(x)}" y2="${at(y)}">${stopsOf(stops)}</linearGradient>`,
  )
}

/** Fill around a point of the bounding box, both from 0 to 1. */
export const radial = (stops: Stop[], centre: Point = [0.5, 0.5], radius = 0.5) =>
  define((id) => `<radialGradient id="${id}" cx="${centre[0]}" cy="${centre[1]}" r="${radius}">${stopsOf(stops)}</radialGradient>`)

export const blurred = (content: string, deviation: number): string => {
  const { def, url } = define(
    (id) =>
      `<filter id="${id}" x="-60%" y="-60%" width="220%" height="220%" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="${n(deviation)}"/></filter>`,
  )
  return `${def}<g filter="${url}">${content}</g>`
}

/** `content` where `d` is. */
export const clipped = (d: string, content: string, rule: 'nonzero' | 'evenodd' = 'nonzero'): string => {
  const { def, url } = define((id) => `<clipPath id="${id}"><path d="${d}" clip-rule="${rule}"/></clipPath>`)
  return `${def}<g clip-path="${url}">${content}</g>`
}

/** `d` filled with a small drawing again and again. */
export const tiled = (d: string, tile: string, [width, height]: Point): string => {
  const { def, url } = define(
    (id) => `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse">${tile}</pattern>`,
  )
  return `${def}<path d="${d}" fill="${url}"/>`
}

type Fill = string | { def: string; url: string }
type Look = { fill?: Fill; stroke?: string; width?: number; opacity?: number; cap?: 'round' | 'butt'; turn?: string }

export const path = (d: string, { fill = 'none', stroke, width = 1, opacity, cap = 'round', turn }: Look = {}): string => {
  const [def, paint] = typeof fill === 'string' ? ['', fill] : [fill.def, fill.url]
  const line = stroke ? ` stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="${cap}" stroke-linejoin="round"` : ''
  return `${def}<path d="${d}" fill="${paint}"${line}${opacity === undefined ? '' : ` opacity="${opacity}"`}${turn ? ` transform="${turn}"` : ''}/>`
}

export const ellipsePath = (x: number, y: number, [rx, ry]: Point): string =>
  `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-rx * 2)} 0z`

export const polygon = (points: Point[]): string => `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}z`

/** A rectangle with round corners. */
export const roundRect = (x: number, y: number, { w, h, r }: { w: number; h: number; r: number }): string =>
  `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}q${n(r)} 0 ${n(r)} ${n(r)}v${n(h - 2 * r)}q0 ${n(r)} ${n(-r)} ${n(r)}h${n(2 * r - w)}q${n(-r)} 0 ${n(-r)} ${n(-r)}v${n(2 * r - h)}q0 ${n(-r)} ${n(r)} ${n(-r)}z`

/** A smooth line through points (Catmull-Rom as cubic Béziers). A point given twice is a corner. */
export const smooth = (points: Point[], { closed = false } = {}): string => {
  const at = (index: number): Point => {
    const last = points.length
    const [x, y] = (closed ? points[(index + last) % last] : points[Math.min(last - 1, Math.max(0, index))]) ?? [0, 0]
    return [x, y]
  }
  const parts = [`M${n(at(0)[0])} ${n(at(0)[1])}`]
  for (let index = 0; index < (closed ? points.length : points.length - 1); index++) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const one: Point = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
    const two: Point = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
    parts.push(`C${n(one[0])} ${n(one[1])} ${n(two[0])} ${n(two[1])} ${n(to[0])} ${n(to[1])}`)
  }
  return parts.join('') + (closed ? 'z' : '')
}

export const group = (transform: string, ...content: string[]): string => `<g transform="${transform}">${content.join('')}</g>`
export const faded = (opacity: number, ...content: string[]): string => `<g opacity="${opacity}">${content.join('')}</g>`
