/** Things that are not turned: round-edged flat shapes, tubes, cloth and wood. Lit from the left and above like everything in the studio. */
import { tone, tones } from './colour.ts'
import { blurred, clipped, define, faded, linear, n, type Point, path } from './svg.ts'

const OUTSIDE = 'M-3000 -3000h8000v8000h-8000z'

type Soft = {
  /** how far the rounding of the edges reaches inwards */
  edge?: number
  /** tones between the lit and the dark side: 0 is flat */
  contrast?: number
  /** laid over the shape before the edges are shaded: texture, stripes */
  over?: string
}

/** A padded shape: light enters from the left and above, the far edges turn away into shadow. */
export const soft = (d: string, colour: string, { edge = 24, contrast = 1, over = '' }: Soft = {}): string => {
  const step = 0.16 * contrast
  const inner = (shift: number, look: { fill: string; opacity: number; blur: number }) =>
    blurred(
      path(`${OUTSIDE}${d}`, { fill: look.fill, opacity: look.opacity, turn: `translate(${n(shift)} ${n(shift)})` }).replace(
        '<path',
        '<path fill-rule="evenodd"',
      ),
      look.blur,
    )
  return clipped(
    d,
    path(d, {
      fill: linear(
        [
          [0, tone(colour, step)],
          [0.45, colour],
          [1, tone(colour, -step * 1.25)],
        ],
        35,
      ),
    }) +
      over +
      inner(-edge * 0.55, { fill: tone(colour, -0.62), opacity: 0.42 * contrast, blur: edge * 0.7 }) +
      inner(edge * 0.28, { fill: tone(colour, 0.75), opacity: 0.5 * contrast, blur: edge * 0.35 }) +
      inner(-edge * 0.12, { fill: tone(colour, -0.55), opacity: 0.3 * contrast, blur: edge * 0.16 + 1 }),
    'evenodd',
  )
}

/** A round bar along a line: a handle, a spout, a leg, a cord. */
export const tube = (
  d: string,
  width: number,
  { colour, gloss = 0.4, is_metal = false }: { colour: string; gloss?: number; is_metal?: boolean },
): string => {
  const depth = is_metal ? 1.5 : 1
  const line = (share: number, look: { stroke: string; shift?: number; opacity?: number }) =>
    path(d, {
      stroke: look.stroke,
      width: width * share,
      opacity: look.opacity ?? 1,
      turn: `translate(${n(-width * (look.shift ?? 0))} ${n(-width * (look.shift ?? 0) * 0.9)})`,
    })
  return [
    line(1, { stroke: tone(colour, -0.34 * depth) }),
    line(0.9, { stroke: tone(colour, -0.16 * depth), shift: 0.03 }),
    blurred(line(0.62, { stroke: colour, shift: 0.08 }), width * 0.06),
    blurred(line(0.34, { stroke: tone(colour, 0.2 * depth), shift: 0.13 }), width * 0.07),
    blurred(line(0.1, { stroke: tone(colour, 0.85), shift: 0.19, opacity: gloss }), width * 0.04),
    line(0.07, { stroke: tone(colour, 0.2), shift: -0.38, opacity: 0.25 * depth }),
  ].join('')
}

/** Fine irregular noise over everything below it; `stretch` draws it out into a grain. */
const noise = (
  d: string,
  { frequency, colour, strength, seed = 3 }: { frequency: string; colour: string; strength: number; seed?: number },
) => {
  const { def, url } = define(
    (id) =>
      `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="3" seed="${seed}"/>` +
      `<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 2.6 0 0 -1.05"/><feComposite in="SourceGraphic" operator="in"/></filter>`,
  )
  return `${def}<g filter="${url}" opacity="${strength}">${path(d, { fill: colour })}</g>`
}

/** The grain of wood, lying or standing. */
export const grain = (d: string, colour: string, { is_upright = false, strength = 0.5, seed = 3 } = {}): string =>
  noise(d, { frequency: is_upright ? '0.055 0.0035' : '0.0035 0.055', colour: tone(colour, -0.42), strength, seed })

/** The light and dark of woven threads. */
export const weave = (d: string, colour: string, strength = 0.3): string =>
  noise(d, { frequency: '0.5 0.08', colour: tone(colour, -0.4), strength: strength * 0.55 }) +
  noise(d, { frequency: '0.08 0.5', colour: tone(colour, 0.6), strength: strength * 0.48, seed: 8 })

/** The nap of wool and felt, the sand in clay. */
export const nap = (d: string, colour: string, strength = 0.3): string =>
  noise(d, { frequency: '0.35', colour: tone(colour, -0.45), strength }) +
  noise(d, { frequency: '0.22', colour: tone(colour, 0.6), strength: strength * 0.7, seed: 11 })

/** Dark specks, as iron leaves them in stoneware. */
export const specks = (d: string, colour: string, strength = 0.55): string => {
  const { def, url } = define(
    (id) =>
      `<filter id="${id}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB"><feTurbulence type="fractalNoise" baseFrequency="0.16" numOctaves="2" seed="21"/>` +
      `<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 22 0 0 -15.2"/><feComposite in="SourceGraphic" operator="in"/></filter>`,
  )
  return `${def}<g filter="${url}" opacity="${strength}">${path(d, { fill: tone(colour, -0.6) })}</g>`
}

/** A flat board seen from the front: a face with grain and softened edges. */
export const wood = (d: string, colour: string, { is_upright = false, edge = 10, seed = 3, strength = 0.5 } = {}): string =>
  soft(d, colour, { edge, contrast: 0.7, over: grain(d, colour, { is_upright, seed, strength }) })

/** A seam of single stitches. */
export const stitches = (d: string, colour: string, width = 3): string =>
  faded(
    0.8,
    path(d, { stroke: tone(colour, -0.35), width, cap: 'butt', turn: 'translate(1 1.5)' }).replace('<path', '<path stroke-dasharray="9 7"'),
    path(d, { stroke: tone(colour, 0.5), width, cap: 'butt' }).replace('<path', '<path stroke-dasharray="9 7"'),
  )

/** A leaf from stem to tip: two halves, one in the light. `bend` sideways, `width` at its widest. */
export const leaf = (
  [x, y]: Point,
  [tipX, tipY]: Point,
  { colour, width, bend = 0 }: { colour: string; width: number; bend?: number },
): string => {
  const [dx, dy] = [tipX - x, tipY - y]
  const length = Math.hypot(dx, dy) || 1
  const [nx, ny] = [-dy / length, dx / length]
  const at = (along: number, across: number): string => `${n(x + dx * along + nx * across)} ${n(y + dy * along + ny * across)}`
  const middle = `Q${at(0.5, bend)} ${n(tipX)} ${n(tipY)}`
  const half = (side: number) =>
    `M${n(x)} ${n(y)}C${at(0.25, side * width + bend)} ${at(0.7, side * width * 0.9 + bend)} ${n(tipX)} ${n(tipY)}`
  const back = `Q${at(0.5, bend)} ${n(x)} ${n(y)}z`
  const lightSide = nx * -0.6 + ny * -0.5 > 0 ? 1 : -1
  return [
    path(half(lightSide) + back, { fill: linear(tones(colour, '0 0.22, 1 0.02'), 60) }),
    path(half(-lightSide) + back, { fill: linear(tones(colour, '0 -0.08, 1 -0.3'), 60) }),
    path(`M${n(x)} ${n(y)}${middle}`, { stroke: tone(colour, 0.4), width: Math.max(1.2, width * 0.05), opacity: 0.6 }),
  ].join('')
}

/** A candle flame with its glow. */
export const flame = (x: number, y: number, size = 1): string => {
  const drop = (k: number) =>
    `M${n(x)} ${n(y - 92 * size * k)}C${n(x + 12 * size * k)} ${n(y - 58 * size * k)} ${n(x + 23 * size * k)} ${n(y - 34 * size * k)} ${n(x)} ${n(y)}C${n(x - 23 * size * k)} ${n(y - 34 * size * k)} ${n(x - 10 * size * k)} ${n(y - 58 * size * k)} ${n(x)} ${n(y - 92 * size * k)}z`
  return [
    blurred(
      path(
        `M${n(x - 150 * size)} ${n(y - 40 * size)}a${n(150 * size)} ${n(150 * size)} 0 1 0 ${n(300 * size)} 0a${n(150 * size)} ${n(150 * size)} 0 1 0 ${n(-300 * size)} 0z`,
        { fill: '#ffd98a', opacity: 0.34 },
      ),
      60 * size,
    ),
    path(`M${n(x)} ${n(y + 14 * size)}v${n(-26 * size)}`, { stroke: '#4b3a33', width: 4.5 * size }),
    blurred(
      path(drop(1), {
        fill: linear(
          [
            [0, '#fff3c4'],
            [0.55, '#ffcf62'],
            [1, '#f39a3c'],
          ],
          90,
        ),
      }),
      1.6 * size,
    ),
    blurred(path(drop(0.55), { fill: '#fffbe8', opacity: 0.9 }), 3 * size),
  ].join('')
}

/** The shadow that the edge of a recess throws into it: `hole` is where the light reaches. */
export const inset = (d: string, hole: string, { colour, opacity, blur }: { colour: string; opacity: number; blur: number }): string => {
  const around = path(`${OUTSIDE}${hole}`, { fill: colour, opacity }).replace('<path', '<path fill-rule="evenodd"')
  return clipped(d, blurred(around, blur))
}
