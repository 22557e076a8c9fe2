/**
 * The studio: one camera, one window, one floor. Light falls from the left and above; the camera looks down a little, so a circle on the
 * floor is an ellipse, and a flatter one the higher it stands. Every picture is 1080 by 1350 units.
 */
import { mix, tone, tones } from './colour.ts'
import { blurred, ellipsePath, linear, type Point, path, radial } from './svg.ts'

export const WIDTH = 1080
export const HEIGHT = 1350
/** where the wall meets the floor */
export const HORIZON = 905
/** where things stand, unless they stand nearer or further */
export const FLOOR = 1088

/** Height by width of a horizontal circle seen at `y`. */
export const flatness = (y: number): number => 0.07 + Math.max(0, y - 150) * 0.000145

/** Papers for the backdrop: wall and floor. */
export const papers = {
  oat: ['#e8dccb', '#f2e9dc'],
  blush: ['#ecd0c3', '#f4e0d5'],
  sage: ['#cdd6c0', '#dfe5d3'],
  mist: ['#c8d8dd', '#dbe6e8'],
  butter: ['#f0dcab', '#f6e9c8'],
  lilac: ['#d5cedd', '#e5dfea'],
  clay: ['#e3c0aa', '#edd4c3'],
  stone: ['#d6d2ca', '#e4e0d9'],
  dusk: ['#8b95a8', '#9aa3b3'],
  moss: ['#a7b196', '#bac2a9'],
} as const satisfies Record<string, readonly [wall: string, floor: string]>
export type Paper = keyof typeof papers

type Room = {
  width?: number
  height?: number
  horizon?: number
  /** how near the camera stands: things grow around the middle of the floor in front */
  zoom?: number
}

const backdrop = (paper: Paper, { width = WIDTH, height = HEIGHT, horizon = HORIZON }: Room) => {
  const [wall, floor] = papers[paper]
  const box = (y: number, h: number) => `M-240 ${y}h${width + 480}v${h}h${-width - 480}z`
  return [
    path(box(0, height), { fill: linear(tones(wall, '0 -0.05, 0.72 0.06, 1 0'), 90) }),
    // the patch of light that the window throws on the wall
    blurred(
      path(`M${width * 0.02} -60L${width * 0.5} -60L${width * 0.86} ${horizon + 20}L${width * 0.3} ${horizon + 20}z`, {
        fill: '#fffaf0',
        opacity: 0.3,
      }),
      60,
    ),
    blurred(path(box(horizon, height - horizon + 80), { fill: linear(tones(floor, '0 -0.045, 0.28 0, 1 0.16'), 90) }), 2.5),
    blurred(path(box(horizon - 2, 7), { fill: tone(wall, -0.22), opacity: 0.35 }), 7),
    path(box(0, height), {
      fill: radial(
        [
          [0, '#fffaf0', 0.5],
          [1, '#fffaf0', 0],
        ],
        [0.16, 0.06],
        0.85,
      ),
    }),
    path(box(0, height), {
      fill: radial(
        [
          [0.5, tone(wall, -0.5), 0],
          [1, tone(wall, -0.5), 0.2],
        ],
        [0.34, 0.4],
        0.92,
      ),
    }),
  ].join('')
}

const frame = (content: string, { width = WIDTH, height = HEIGHT }: Room) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content}</svg>`

/** A picture: what stands in the studio, from back to front. Shadows take their colour from the paper (`currentColor`). */
export const studio = (paper: Paper, things: string[], room: Room = {}): string => {
  const shadow = mix(tone(papers[paper][1], -0.72), '#2a1f2a', 0.35)
  const { zoom = 1.12, width = WIDTH } = room
  const near = `translate(${width / 2} ${FLOOR - 12}) scale(${zoom}) translate(${-width / 2} ${-FLOOR})`
  return frame(`${backdrop(paper, room)}<g color="${shadow}" transform="${near}">${things.join('')}</g>`, room)
}

/** Seen from above: the floor fills the picture. */
export const flatLay = (paper: Paper, things: string[]): string => studio(paper, things, { horizon: -200, zoom: 1 })

/** The shadow of a round thing that stands at `foot`: dark where it touches, soft to the right, away from the window. */
export const shadowOf = (foot: Point, radius: number, height = radius): string => {
  const [x, y] = foot
  const flat = flatness(y)
  const reach = Math.min(height, 620) * 0.5
  return [
    blurred(
      path(ellipsePath(x + reach * 0.62, y + 8 - reach * 0.03, [radius * 0.8 + reach * 0.75, radius * flat * 1.15 + 8]), {
        fill: 'currentColor',
        opacity: 0.24,
      }),
      24,
    ),
    blurred(path(ellipsePath(x + radius * 0.16, y + 5, [radius * 1.06, radius * flat + 8]), { fill: 'currentColor', opacity: 0.34 }), 11),
    blurred(path(ellipsePath(x + 2, y + 3, [radius * 1.0, radius * flat + 2]), { fill: 'currentColor', opacity: 0.55 }), 4),
  ].join('')
}

/** The shadow of something with a straight front: from `x`, `w` wide, standing at `y`. */
export const boxShadow = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }): string => {
  const slab = (left: number, top: number, [width, height]: Point) => `M${left} ${top}h${width}l${-14} ${height}h${28 - width}z`
  const reach = Math.min(h, 500) * 0.45
  return [
    blurred(path(slab(x + 20, y - 62, [w + reach, 74]), { fill: 'currentColor', opacity: 0.28 }), 24),
    blurred(path(slab(x + 2, y - 34, [w + 26, 44]), { fill: 'currentColor', opacity: 0.4 }), 10),
    blurred(path(slab(x + 2, y - 16, [w - 2, 22]), { fill: 'currentColor', opacity: 0.6 }), 4),
  ].join('')
}

/** The shadow of a flat outline on the wall behind it, or on the table below it; `distance` in units. */
export const dropShadow = (d: string, distance: number): string =>
  [
    blurred(path(d, { fill: 'currentColor', opacity: 0.26, turn: `translate(${distance * 0.8} ${distance})` }), distance * 0.75),
    blurred(
      path(d, { fill: 'currentColor', opacity: 0.3, turn: `translate(${distance * 0.22} ${distance * 0.3})` }),
      Math.max(3, distance * 0.2),
    ),
  ].join('')
