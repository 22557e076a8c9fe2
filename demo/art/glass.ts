/** Glass: seen by its edges, where one looks through more of it, by the window it mirrors, and by what stands behind it. */
import { tone, tones } from './colour.ts'
import { flatness } from './studio.ts'
import { blurred, clipped, ellipsePath, linear, n, type Point, path } from './svg.ts'
import { type Profile, sample, silhouette } from './turned.ts'

export type Glass = {
  at: Point
  profile: Profile
  tint: string
  /** 0 is window glass, 1 is bottle glass */
  depth?: number
  /** liquid up to a height: its colour and strength */
  filled?: { to: number; colour: string; opacity: number }
  /** number of flutes around the wall */
  ribs?: number
  is_closed?: boolean
}

/** The band between two shares of the radius (-1 left, 1 right), following the profile. */
const band = (points: Profile, [x, y]: Point, [from, to]: Point): string => {
  const edge = (share: number) =>
    points.map(([h, r]): string => `${n(x + r * share)} ${n(y - h + r * flatness(y - h) * Math.sqrt(Math.max(0, 1 - share * share)))}`)
  return `M${edge(from).join('L')}L${edge(to).reverse().join('L')}z`
}

const between = (points: Profile, low: number, high: number) => points.filter(([h]) => h >= low && h <= high)

/** Flutes: each has a dark and a light side. */
const flutes = (points: Profile, at: Point, { ribs, edge }: { ribs: number; edge: string }): string =>
  Array.from({ length: ribs }, (_, index) => {
    const share = Math.sin(((index + 0.5) / ribs - 0.5) * Math.PI)
    const width = 0.9 * Math.cos(Math.asin(share)) * (Math.PI / 2 / ribs)
    return (
      path(band(points, at, [share + width * 0.35, share + width]), { fill: edge, opacity: 0.3 }) +
      path(band(points, at, [share - width, share - width * 0.2]), { fill: '#fffdf6', opacity: 0.3 })
    )
  }).join('')

/** The front half of the rim, bright, and the whole of it, faint. */
const rimOf = ([x, y]: Point, [rx, ry]: Point, edge: string): string =>
  path(`M${n(x - rx)} ${n(y)}A${n(rx)} ${n(ry)} 0 0 0 ${n(x + rx)} ${n(y)}`, { stroke: '#ffffff', width: 4.5, opacity: 0.8 }) +
  path(ellipsePath(x, y, [rx, ry]), { stroke: edge, width: 1.6, opacity: 0.5 })

/** Seen through: nearly nothing in the middle, much at the edges. */
const wallOf = (tint: string, depth: number) => {
  const edge = tone(tint, -0.42)
  return linear([
    [0, edge, 0.5 + depth * 0.35],
    [0.05, edge, 0.24 + depth * 0.4],
    [0.16, tint, 0.12 + depth * 0.6],
    [0.45, tone(tint, 0.3), 0.05 + depth * 0.62],
    [0.78, tint, 0.14 + depth * 0.62],
    [0.94, edge, 0.24 + depth * 0.45],
    [1, edge, 0.55 + depth * 0.35],
  ])
}

export const glass = ({ at, profile, tint, depth = 0.3, filled, ribs = 0, is_closed = false }: Glass): string => {
  const [x, y] = at
  const points = sample(profile)
  const whole = silhouette({ at, profile, surface: { colour: tint } })
  const [top, radius] = points.at(-1) ?? [0, 0]
  const [, foot] = points[0] ?? [0, 0]
  const edge = tone(tint, -0.42)
  const rim: Point = [radius, radius * flatness(y - top)]
  const back = linear([
    [0, edge, 0.3],
    [0.5, '#ffffff', 0.1],
    [1, '#ffffff', 0.4],
  ])
  const mirrored = (from: number, to: number, { opacity, blur }: { opacity: number; blur: number }) =>
    blurred(path(band(between(points, top * 0.12, top * 0.9), at, [from, to]), { fill: '#ffffff', opacity }), blur)
  const inside = [
    blurred(path(ellipsePath(x, y - 8, [foot * 0.98, foot * 0.2 + 10]), { fill: edge, opacity: 0.35 + depth * 0.3 }), 5),
    path(ellipsePath(x, y - 13, [foot * 0.86, foot * 0.16]), { stroke: '#ffffff', width: 4, opacity: 0.55 }),
    flutes(between(points, top * 0.1, top * 0.84), at, { ribs, edge }),
    mirrored(-0.8, -0.58, { opacity: 0.72, blur: 3.5 }),
    mirrored(-0.5, -0.45, { opacity: 0.45, blur: 2 }),
    mirrored(0.74, 0.86, { opacity: 0.36, blur: 4 }),
  ]
  return [
    path(ellipsePath(x, y - top, rim), { fill: back, stroke: tone(tint, 0.1), width: 2, opacity: 0.9 }),
    filled ? liquid(points, at, filled) : '',
    path(whole, { fill: wallOf(tint, depth) }),
    clipped(whole, inside.join('')),
    is_closed ? '' : rimOf([x, y - top], rim, edge),
  ].join('')
}

const liquid = (points: Profile, [x, y]: Point, { to, colour, opacity }: { to: number; colour: string; opacity: number }): string => {
  const below = between(points, 10, to)
  const level = below.at(-1)?.[1] ?? 0
  const profile: Profile = below.map(([h, r]) => [h, r * 0.95])
  const inside = silhouette({ at: [x, y], profile, surface: { colour } })
  return [
    path(inside, { fill: linear(tones(colour, '0 -0.3, 0.4 0, 1 -0.18')), opacity }),
    path(ellipsePath(x, y - to, [level * 0.95, level * 0.95 * flatness(y - to)]), {
      fill: linear(tones(colour, '0 -0.1, 1 0.4')),
      opacity: Math.min(1, opacity + 0.15),
    }),
  ].join('')
}

/** The light that glass gathers on the floor. */
export const glow = (x: number, y: number, [rx, colour]: [number, string]): string =>
  blurred(path(ellipsePath(x, y, [rx, rx * 0.15]), { fill: tone(colour, 0.45), opacity: 0.75 }), 12)
