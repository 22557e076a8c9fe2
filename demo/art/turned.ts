/**
 * Things made on a wheel or a lathe: a profile turned around an upright axis, and lit as a real one would be.
 * Every thin slice has its own gradient, computed from the direction its surface faces.
 */
import { clamp, mix, tone } from './colour.ts'
import { flatness } from './studio.ts'
import { clipped, ellipsePath, linear, n, type Point, path, type Stop } from './svg.ts'

/** Towards the window: left, up, and towards the camera. */
const LIGHT = [-0.6, 0.46, 0.65] as const
/** Halfway between the window and the camera, for highlights (Blinn 1977). */
const HALF = [-0.33, 0.25, 0.91] as const

export type Surface = {
  colour: string
  /** 0 is chalk, 1 is glass */
  gloss?: number
  /** metals mirror the room: darker darks and a second edge of light */
  is_metal?: boolean
}

const toneAt = (light: number, { colour, is_metal }: Surface): string => {
  const deep = tone(colour, is_metal ? -0.66 : -0.5)
  const high = tone(colour, is_metal ? 0.72 : 0.42)
  const base = is_metal ? 0.5 : 0.6
  return light < base ? mix(deep, colour, light / base) : mix(colour, high, Math.min(1, (light - base) / (1 - base)))
}

/** Light on a surface that faces `turn` (radians to the right of the camera) and `up` (sine of its slope). */
const lightAt = (turn: number, up: number, { is_metal }: Surface): number => {
  const level = Math.sqrt(Math.max(0, 1 - up * up))
  const [x, y, z] = [Math.sin(turn) * level, up, Math.cos(turn) * level]
  const direct = Math.max(0, x * LIGHT[0] + y * LIGHT[1] + z * LIGHT[2])
  const bounced = Math.max(0, x - 0.55) * 0.36 + Math.max(0, -y) * 0.1 // from the right wall and the floor
  const room = is_metal ? Math.cos(turn * 5 + 0.7) * 0.14 * level : 0
  return clamp(0.2 + direct * 0.66 + bounced + room + up * 0.08)
}

const highlightAt = (turn: number, up: number, gloss: number): number => {
  const level = Math.sqrt(Math.max(0, 1 - up * up))
  const facing = Math.sin(turn) * level * HALF[0] + up * HALF[1] + Math.cos(turn) * level * HALF[2]
  return Math.max(0, facing) ** (12 + gloss * 70) * gloss * 0.85
}

const TURNS = [-90, -80, -70, -60, -52, -45, -39, -34, -29, -24, -19, -14, -8, 0, 10, 20, 30, 40, 50, 60, 68, 76, 83, 90].map(
  (degrees) => (degrees * Math.PI) / 180,
)

/** The gradient of one slice. */
const lit = (up: number, surface: Surface) => {
  const steep = clamp(Math.round(up * 90) / 90, -0.98, 0.98)
  const stops = TURNS.map((turn): Stop => {
    const colour = toneAt(lightAt(turn, steep, surface), surface)
    return [0.5 + Math.sin(turn) / 2, mix(colour, '#fffdf8', highlightAt(turn, steep, surface.gloss ?? 0.2))]
  })
  return linear(stops)
}

export type Profile = Array<[height: number, radius: number]>

/** Heights and radii along the profile, at most 2 units apart. A point given twice is a sharp edge. */
export const sample = (profile: Profile): Profile => {
  const at = (index: number): [number, number] => profile[Math.min(profile.length - 1, Math.max(0, index))] ?? [0, 0]
  const points: Profile = []
  for (let index = 0; index < profile.length - 1; index++) {
    const [h0, r0] = at(index - 1)
    const [h1, r1] = at(index)
    const [h2, r2] = at(index + 1)
    const [h3, r3] = at(index + 2)
    if (h1 === h2 && r1 === r2) continue
    const steps = Math.ceil(Math.hypot(h2 - h1, r2 - r1) / 2)
    for (let step = 0; step < steps; step++) {
      const s = step / steps
      const curve = (a: number, b: number, c: number, d: number) =>
        0.5 * (2 * b + (c - a) * s + (2 * a - 5 * b + 4 * c - d) * s * s + (3 * b - a - 3 * c + d) * s ** 3)
      points.push([curve(h0, h1, h2, h3), Math.max(0.5, curve(r0, r1, r2, r3))])
    }
  }
  points.push(at(profile.length - 1))
  return points
}

export type Turned = {
  /** the middle of the foot */
  at: Point
  /** from the foot upwards */
  profile: Profile
  surface: Surface
  /** other surfaces from a height upwards, from low to high */
  bands?: Array<[from: number, surface: Surface]>
  /** in place of the studio's: for things that hang near the eye */
  flat?: number
  /** laid over the outside: a texture, a pattern */
  over?: string
  /** the top is left out, for what shows through it */
  is_open?: boolean
}

/** The outline from the rim's ends round the foot. */
type Outline = { points: Profile; at: Point; flat: (height: number) => number }

const outline = ({ points, at: [x, y], flat }: Outline) => {
  const side = (sign: number) => points.map(([h, r]): string => `${n(x + sign * r)} ${n(y - h)}`)
  const first = points[0] ?? [0, 0]
  const last = points.at(-1) ?? [0, 0]
  const foot = `A${n(first[1])} ${n(first[1] * flat(first[0]))} 0 0 0 ${n(x + first[1])} ${n(y - first[0])}`
  const rim = `A${n(last[1])} ${n(last[1] * flat(last[0]))} 0 0 0 ${n(x - last[1])} ${n(y - last[0])}`
  return `M${side(-1).reverse().join('L')}${foot}L${side(1).join('L')}${rim}z`
}

/** Everything that is not above the front half of a rim: what an open vessel may cover. */
const belowLip = ([x, y]: Point, [rx, ry]: Point): string =>
  `M-3000 ${n(y)}H${n(x - rx)}A${n(rx)} ${n(ry)} 0 0 0 ${n(x + rx)} ${n(y)}H5000V5000H-3000z`

/** Where a turned thing is seen, for what is laid over it: its sides, and every circle that reaches beyond them. */
export const silhouette = ({ at, profile, flat: fixed }: Turned): string => {
  const points = sample(profile)
  const flat = (height: number) => fixed ?? flatness(at[1] - height)
  const circle = ([h, r]: [number, number]) => ellipsePath(at[0], at[1] - h, [r, r * flat(h)])
  return outline({ points, at, flat }) + points.map(circle).join('')
}

/** Draws the outside, slice upon slice from the foot up, each covering what lies behind it. The top is closed by the uppermost surface. */
export const turned = ({ at, profile, surface, bands = [], flat: fixed, over = '', is_open }: Turned): string => {
  const [x, y] = at
  const flat = (height: number) => fixed ?? flatness(y - height)
  const points = sample(profile)
  const surfaceAt = (height: number) => bands.findLast(([from]) => height >= from)?.[1] ?? surface
  const slices = points.slice(0, -1).map(([h, r], index) => {
    const [h2, r2] = points[index + 1] ?? [h, r]
    const up = (r - r2) / Math.hypot(h2 - h, r2 - r || 0.001)
    const [low, high] = [y - h + 0.4, y - h2]
    const [ry, ry2] = [r * flat(h), r2 * flat(h2)]
    const d =
      `M${n(x + r2)} ${n(high)}A${n(r2)} ${n(ry2)} 0 0 0 ${n(x - r2)} ${n(high)}L${n(x - r)} ${n(low)}` +
      `A${n(r)} ${n(ry)} 0 0 0 ${n(x + r)} ${n(low)}z${r2 > r ? ellipsePath(x, high, [r2, ry2]) : ''}`
    return path(d, { fill: lit(up, surfaceAt((h + h2) / 2)) })
  })
  const [top, topRadius] = points.at(-1) ?? [0, 0]
  const lid = path(ellipsePath(x, y - top, [topRadius, topRadius * flat(top)]), { fill: lit(0.9, surfaceAt(top)) })
  const texture = over ? clipped(silhouette({ at, profile, surface, flat: fixed }), over) : ''
  if (is_open) return clipped(belowLip([x, y - top], [topRadius, topRadius * flat(top)]), slices.join('') + texture)
  return slices.join('') + texture + lid
}

export type Opening = {
  /** the middle of the rim */
  at: Point
  radius: number
  /** thickness of the wall */
  lip: number
  surface: Surface
  inside?: Surface
  /** what fills it: a colour and how far below the rim, in units seen */
  content?: { colour: string; depth: number }
  flat?: number
}

/** The opening of a vessel: the lip, the inner wall (dark on the side of the window) and what is inside. */
export const opening = ({ at: [x, y], radius, lip, surface, inside = surface, content, flat = flatness(y) }: Opening): string => {
  const inner: Point = [radius - lip, (radius - lip) * flat]
  const hole = ellipsePath(x, y + lip * 0.12, inner)
  const wall = linear([
    [0, toneAt(0.12, inside)],
    [0.3, toneAt(0.26, inside)],
    [0.75, toneAt(0.62, inside)],
    [1, toneAt(0.72, inside)],
  ])
  const rim = linear([
    [0, toneAt(0.95, surface)],
    [0.4, toneAt(0.86, surface)],
    [1, toneAt(0.6, surface)],
  ])
  const shade = path(hole, {
    fill: linear(
      [
        [0, tone(inside.colour, -0.7), 0],
        [1, tone(inside.colour, -0.7), 0.35],
      ],
      90,
    ),
  })
  const filled = content ? clipped(hole, surfaceOf([x, y + content.depth], inner, content.colour)) : ''
  return path(ellipsePath(x, y, [radius, radius * flat]), { fill: rim }) + path(hole, { fill: wall }) + shade + filled
}

const surfaceOf = ([x, y]: Point, [rx, ry]: Point, colour: string) =>
  path(ellipsePath(x, y, [rx, ry]), {
    fill: linear([
      [0, tone(colour, -0.3)],
      [0.55, colour],
      [1, tone(colour, 0.16)],
    ]),
  })

type Vessel = Turned & Pick<Opening, 'lip' | 'inside' | 'content'> & { holding?: string }

/** A vessel with its opening, and what it holds standing in it. */
export const vessel = ({ lip, inside, content, holding = '', ...outside }: Vessel): string => {
  const [x, y] = outside.at
  const [top, radius] = outside.profile.at(-1) ?? [0, 0]
  const flat = outside.flat ?? flatness(y - top)
  const surface = outside.bands?.at(-1)?.[1] ?? outside.surface
  const edge = `M${n(x - radius + 1)} ${n(y - top)}A${n(radius - 1)} ${n((radius - 1) * flat)} 0 0 0 ${n(x + radius - 1)} ${n(y - top)}`
  return [
    opening({ at: [x, y - top], radius, lip, surface, inside, content, flat }),
    holding,
    turned({ ...outside, is_open: true }),
    path(edge, { stroke: tone(surface.colour, 0.38), width: 3, opacity: 0.75 }),
  ].join('')
}
