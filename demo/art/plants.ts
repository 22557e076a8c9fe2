/** Stems, leaves and flowers, for vases and pots. */
import { tone } from './colour.ts'
import { leaf, tube } from './soft.ts'
import { blurred, ellipsePath, n, type Point, path, smooth } from './svg.ts'

/** Points along a stem, with the direction it grows in. */
const along = (points: Point[], share: number): { at: Point; angle: number } => {
  const position = share * (points.length - 1)
  const index = Math.min(points.length - 2, Math.floor(position))
  const [[x, y], [x2, y2]] = [points[index] ?? [0, 0], points[index + 1] ?? [0, 0]]
  const rest = position - index
  return { at: [x + (x2 - x) * rest, y + (y2 - y) * rest], angle: Math.atan2(y2 - y, x2 - x) }
}

type Stem = { colour: string; stem?: string; width?: number }
type Leaves = Stem & { count: number; size: number; shape?: number; angle?: number; from?: number }

/** A stem with leaves in turn to the left and right, smaller towards the tip. */
export const branch = (
  points: Point[],
  { colour, stem = '#7d7457', width = 7, count, size, shape = 0.42, angle = 1, from = 0.25 }: Leaves,
): string => {
  const leaves = Array.from({ length: count }, (_, index) => {
    const share = from + (1 - from) * (index / (count - 1))
    const { at, angle: growth } = along(points, share)
    const side = index === count - 1 ? 0 : index % 2 ? 1 : -1
    const turn = growth + side * angle
    const length = size * (1.1 - share * 0.45)
    const tip: Point = [at[0] + Math.cos(turn) * length, at[1] + Math.sin(turn) * length]
    return leaf(at, tip, { colour: tone(colour, (index % 3) * 0.07 - 0.06), width: length * shape, bend: side * length * 0.08 })
  })
  return tube(smooth(points), width, { colour: stem, gloss: 0.1 }) + leaves.join('')
}

/** Round leaves in pairs, as eucalyptus has them. */
export const eucalyptus = (points: Point[], { colour, size, count }: { colour: string; size: number; count: number }): string => {
  const pairs = Array.from({ length: count }, (_, index) => {
    const share = 0.3 + 0.7 * (index / (count - 1))
    const { at, angle } = along(points, share)
    const length = size * (1.15 - share * 0.55)
    return [-1, 1].map((side) => {
      const turn = angle + side * 1.15
      const tip: Point = [at[0] + Math.cos(turn) * length, at[1] + Math.sin(turn) * length]
      return leaf(at, tip, { colour: tone(colour, side * 0.05 + (index % 2) * 0.08), width: length * 0.72 })
    })
  })
  return tube(smooth(points), 6, { colour: '#8a7b62', gloss: 0.1 }) + pairs.flat().join('')
}

/** A dry branch with small round buds. */
export const budded = (points: Point[], { colour, count, size }: { colour: string; count: number; size: number }): string => {
  const buds = Array.from({ length: count }, (_, index) => {
    const { at, angle } = along(points, 0.35 + 0.65 * (index / (count - 1)))
    const side = index % 2 ? 1 : -1
    const [x, y] = [at[0] + Math.cos(angle + side * 1.1) * size * 1.7, at[1] + Math.sin(angle + side * 1.1) * size * 1.7]
    return (
      path(`M${n(at[0])} ${n(at[1])}L${n(x)} ${n(y)}`, { stroke: '#86705a', width: 3 }) +
      path(ellipsePath(x, y, [size, size * 1.05]), { fill: tone(colour, -0.12) }) +
      path(ellipsePath(x - size * 0.14, y - size * 0.16, [size * 0.76, size * 0.78]), { fill: colour }) +
      path(ellipsePath(x - size * 0.3, y - size * 0.34, [size * 0.34, size * 0.32]), { fill: tone(colour, 0.4), opacity: 0.8 })
    )
  })
  return tube(smooth(points), 8, { colour: '#86705a', gloss: 0.1 }) + buds.join('')
}

/** A feathery plume, as of pampas grass. */
export const plume = (points: Point[], { colour, size }: { colour: string; size: number }): string => {
  const count = 230
  const hairs = Array.from({ length: count }, (_, index) => {
    const share = 0.46 + 0.54 * (index / (count - 1))
    const { at, angle } = along(points, share)
    const full = Math.sin(((share - 0.46) / 0.54) * Math.PI * 0.86 + 0.34)
    const spread = (((index * 7) % 13) / 6 - 1) * 0.62
    const length = size * (0.35 + full * 0.75) * (0.7 + ((index * 5) % 8) / 14)
    const [x, y] = [Math.cos(angle + spread) * length, Math.sin(angle + spread) * length]
    return path(`M${n(at[0])} ${n(at[1])}q${n(x * 0.55)} ${n(y * 0.62)} ${n(x)} ${n(y + Math.abs(x) * 0.22)}`, {
      stroke: tone(colour, ((index * 5) % 7) * 0.1 - 0.26),
      width: 3.2,
      opacity: 0.75,
    })
  })
  const upper = points.slice(Math.floor(points.length / 2))
  const core = blurred(path(smooth(upper), { stroke: tone(colour, -0.08), width: size * 0.62, opacity: 0.7 }), size * 0.16)
  return tube(smooth(points), 6, { colour: '#b59a6c', gloss: 0.1 }) + core + hairs.join('')
}
