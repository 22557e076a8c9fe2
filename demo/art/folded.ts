/** Cloth, folded and stacked. */
import { tone, tones } from './colour.ts'
import { nap, soft, stitches, weave } from './soft.ts'
import { boxShadow, dropShadow } from './studio.ts'
import { blurred, clipped, ellipsePath, linear, n, path, roundRect, tiled } from './svg.ts'

type Stack = { x: number; y: number; w: number; layers: number; thickness?: number; depth?: number }

/** Pseudo-random, but the same every time: no fold is quite like the next. */
const wobble = (index: number, size: number) => (((index * 37 + 11) % 17) / 8 - 1) * size

/** One folded piece: the rounded front of the fold, a little uneven. `x` is its middle, `y` its lower edge. */
const fold = ({ x, y, w, thickness }: { x: number; y: number; w: number; thickness: number }, colour: string, over = ''): string => {
  const [l, r, t] = [x - w / 2, x + w / 2, thickness]
  const d = `M${n(l + 10)} ${n(y)}C${n(l - 10)} ${n(y - 2)} ${n(l - 8)} ${n(y - t)} ${n(l + 14)} ${n(y - t)}C${n(l + w * 0.3)} ${n(y - t - 5)} ${n(r - w * 0.3)} ${n(y - t + 4)} ${n(r - 12)} ${n(y - t)}C${n(r + 10)} ${n(y - t)} ${n(r + 8)} ${n(y)} ${n(r - 12)} ${n(y)}C${n(r - w * 0.3)} ${n(y + 4)} ${n(l + w * 0.3)} ${n(y + 5)} ${n(l + 10)} ${n(y)}z`
  return soft(d, colour, { edge: Math.min(22, t * 0.34), contrast: 0.9, over })
}

/** The upper side of the stack, drawn into the depth. */
const upper = (
  { x, y, w, depth }: { x: number; y: number; w: number; depth: number },
  colour: string,
  over: (d: string) => string,
): string => {
  const d = `M${n(x - w / 2 + 8)} ${n(y)}L${n(x - w / 2 + 44)} ${n(y - depth + 10)}Q${n(x - w / 2 + 50)} ${n(y - depth)} ${n(x - w / 2 + 66)} ${n(y - depth)}H${n(x + w / 2 - 66)}Q${n(x + w / 2 - 50)} ${n(y - depth)} ${n(x + w / 2 - 44)} ${n(y - depth + 10)}L${n(x + w / 2 - 8)} ${n(y)}Q${n(x)} ${n(y + 10)} ${n(x - w / 2 + 8)} ${n(y)}z`
  return path(d, { fill: linear(tones(colour, '0 0.3, 0.6 0.16, 1 0.02'), 20) }) + clipped(d, over(d))
}

/** A wool blanket with two stripes and a knotted fringe. */
export const blanket = (colour: string, { x, y, w, layers, thickness = 74, depth = 96 }: Stack): string => {
  const top = y - layers * (thickness - 4)
  const stripe = tone(colour, 0.62)
  const bands = (d: string, lean: number, height: number) =>
    [0.17, 0.25]
      .map((at) =>
        path(`M${n(x - w / 2 + w * at)} ${n(height)}h${n(w * 0.045)}l${n(lean)} -200h${n(-w * 0.045)}z`, { fill: stripe, opacity: 0.75 }),
      )
      .join('') +
    weave(d, colour, 0.5) +
    nap(d, colour, 0.22)
  const strands = Array.from({ length: Math.round(w / 17) }, (_, index) => {
    const from = x - w / 2 + 22 + index * 16.4
    const length = 56 + wobble(index, 7)
    const d = `M${n(from)} ${n(top - 4)}q${n(wobble(index + 3, 5))} ${n(length * 0.5)} ${n(wobble(index, 5))} ${n(length)}`
    return (
      path(d, { stroke: tone(colour, -0.35), width: 9, turn: 'translate(3 3)', opacity: 0.45 }) +
      path(d, { stroke: tone(colour, 0.1 + wobble(index, 0.08)), width: 8 }) +
      path(d, { stroke: tone(colour, 0.42), width: 2, opacity: 0.6, turn: 'translate(-2 0)' })
    )
  })
  return [
    boxShadow({ x: x - w / 2, y: y - 2, w, h: layers * thickness }),
    ...Array.from({ length: layers }, (_, index) => {
      const place = { x: x + wobble(index, 7), y: y - index * (thickness - 4), w: w + wobble(index + 2, 10), thickness }
      return fold(
        place,
        tone(colour, index * 0.02),
        bands(roundRect(x - w, place.y - thickness - 8, { w: w * 2, h: thickness + 16, r: 1 }), 0, place.y + 100),
      )
    }),
    upper({ x, y: top, w, depth }, colour, (d) => bands(d, w * 0.06, top + 10)),
    blurred(path(`M${n(x - w / 2 + 14)} ${n(top + 2)}H${n(x + w / 2 - 14)}`, { stroke: tone(colour, 0.5), width: 6, opacity: 0.6 }), 3),
    ...strands,
  ].join('')
}

/** Waffle towels: each one folded in three. */
export const towels = (palette: string[], { x, y, w, thickness = 92, depth = 92 }: Omit<Stack, 'layers'>): string => {
  const waffle = (colour: string) =>
    `<path d="M0 0h22v22h-22z" fill="${tone(colour, -0.2)}" opacity=".5"/><path d="M3 3h14v14h-14z" fill="${tone(colour, -0.34)}" opacity=".42"/><path d="M6 7h12v11h-12z" fill="${tone(colour, 0.28)}" opacity=".6"/>`
  const over = (d: string, colour: string) => tiled(d, waffle(colour), [22, 20])
  const pieces = palette.map((colour, index) => {
    const base = y - index * (thickness - 3)
    const place = { x: x + wobble(index + 5, 9), w: w - (index % 2) * 16 }
    const third = thickness / 3
    return [0, 1, 2]
      .map((part) =>
        fold(
          { ...place, y: base - part * (third - 1), thickness: third + 3 },
          tone(colour, part * 0.02 - 0.02),
          over(roundRect(x - w, base - thickness - 20, { w: w * 2, h: thickness + 40, r: 1 }), colour),
        ),
      )
      .join('')
  })
  const last = palette.at(-1) ?? '#ffffff'
  const top = y - palette.length * (thickness - 3)
  return [
    boxShadow({ x: x - w / 2, y: y - 2, w, h: palette.length * thickness }),
    ...pieces,
    upper(
      { x, y: top + 3, w: w - 16, depth },
      last,
      (d) =>
        `<g transform="translate(0 ${n(top)}) scale(1 0.5) translate(0 ${n(-top)})">${over(roundRect(x - w, top - 400, { w: w * 2, h: 800, r: 1 }), last)}</g>${nap(d, last, 0.12)}`,
    ),
  ].join('')
}

const tape = '#f4ecdc'

const bowAt = (x: number, top: number): string => {
  const bow = (side: number) =>
    soft(
      `M${x} ${top - 58}C${x + side * 30} ${top - 130} ${x + side * 170} ${top - 136} ${x + side * 164} ${top - 84}C${x + side * 158} ${top - 42} ${x + side * 60} ${top - 34} ${x} ${top - 58}z`,
      tape,
      { edge: 12 },
    )
  const tail = (side: number) =>
    soft(
      `M${x - 4} ${top - 60}C${x + side * 40} ${top - 30} ${x + side * 80} ${top - 10} ${x + side * 96} ${top + 64}L${x + side * 66} ${top + 76}C${x + side * 50} ${top + 10} ${x + side * 20} ${top - 20} ${x - 4} ${top - 44}z`,
      tape,
      { edge: 8 },
    )
  const knot = soft(roundRect(x - 24, top - 80, { w: 48, h: 44, r: 14 }), tape, { edge: 12 })
  return [bow(-1), bow(1), tail(-1), tail(1), knot].join('')
}

/** Napkins with a ribbon around them. */
export const napkins = (palette: string[], { x, y, w, thickness = 30, depth = 118 }: Omit<Stack, 'layers'>): string => {
  const pieces = palette.map((colour, index) => {
    const place = { x: x + wobble(index, 5), y: y - index * (thickness - 2), w: w + wobble(index + 4, 6), thickness }
    return (
      fold(place, colour, weave(roundRect(x - w, place.y - 60, { w: w * 2, h: 80, r: 1 }), colour, 0.5)) +
      path(`M${n(place.x - w / 2 + 8)} ${n(place.y - thickness * 0.5)}H${n(place.x + w / 2 - 8)}`, {
        stroke: tone(colour, -0.3),
        width: 3,
        opacity: 0.5,
      })
    )
  })
  const top = y - palette.length * (thickness - 2)
  const last = palette.at(-1) ?? '#ffffff'
  const ribbon = `M${x - 22} ${y + 4}V${top}L${x - 17} ${top - depth}H${x + 17}L${x + 22} ${top}V${y + 4}z`
  return [
    boxShadow({ x: x - w / 2, y: y - 2, w, h: palette.length * thickness }),
    ...pieces,
    upper({ x, y: top + 2, w: w - 6, depth }, last, (d) => weave(d, last, 0.5)),
    stitches(`M${n(x - w / 2 + 34)} ${n(top - 8)}H${n(x + w / 2 - 34)}`, last, 2.5),
    blurred(path(ribbon, { fill: '#3a2f2a', opacity: 0.3, turn: 'translate(8 4)' }), 5),
    soft(ribbon, tape, { edge: 8, contrast: 0.8 }),
    bowAt(x, top),
  ].join('')
}

type Rolled = { stripes: string[]; back: string; backStripes?: Array<[at: number, width: number, colour: string]>; has_fringe?: boolean }

const NEAR = 1238
const FAR = 965
/** half the width of the sheet on the floor, wider towards the camera */
const halfAt = (y: number): number => 300 + ((y - FAR) / (NEAR - FAR)) * 128

const strip = (top: number, low: number): string =>
  `M${n(540 - halfAt(top))} ${n(top)}L${n(540 + halfAt(top))} ${n(top)}L${n(540 + halfAt(low))} ${n(low)}L${n(540 - halfAt(low))} ${n(low)}z`

const fringe = (): string =>
  Array.from({ length: 58 }, (_, index) => {
    const x = 540 - halfAt(NEAR) + 6 + index * ((halfAt(NEAR) * 2 - 12) / 57)
    const d = `M${n(x)} ${NEAR - 2}l${n((x - 540) * 0.03)} ${26 + ((index * 5) % 7)}`
    return path(d, { stroke: tone('#e9dcc3', (index % 3) * 0.1 - 0.14), width: 5 })
  }).join('')

const rollOf = (back: string, stripes: NonNullable<Rolled['backStripes']>): string => {
  const [y, r] = [908, 92]
  const roll = roundRect(222, y - r, { w: 636, h: r * 2, r: 26 })
  const bands = stripes.map(([at, width, colour]) => path(`M200 ${y - r + at * r * 2}h700v${width}h-700z`, { fill: colour })).join('')
  const light = linear(
    [
      [0, '#ffffff', 0.32],
      [0.35, '#ffffff', 0],
      [0.62, '#2a1d16', 0.08],
      [1, '#2a1d16', 0.5],
    ],
    90,
  )
  const spiral = [1, 0.78, 0.57, 0.36, 0.16].map((share) =>
    path(ellipsePath(848, y, [36 * share, (r - 2) * share]), { stroke: tone(back, -0.36), width: 4, opacity: 0.75 }),
  )
  return [
    blurred(path(roundRect(230, 940, { w: 680, h: 60, r: 20 }), { fill: 'currentColor', opacity: 0.5 }), 18),
    soft(roll, back, { edge: 30, contrast: 1, over: bands + weave(roll, '#b9a88c', 0.5) + path(roll, { fill: light }) }),
    path(ellipsePath(848, y, [36, r - 2]), { fill: linear(tones(back, '0 -0.08, 1 -0.24'), 60) }),
    ...spiral,
  ].join('')
}

/** A mat or rug on the floor, its far half rolled up. */
export const rolled = ({ stripes, back, backStripes = [], has_fringe = false }: Rolled): string => {
  const at = (step: number) => FAR + (NEAR - FAR) * (step / stripes.length) ** 1.12
  const rows = stripes.map((colour, index) =>
    path(strip(at(index), at(index + 1) + 0.8), { fill: linear(tones(colour, '0 0.14, 0.6 0, 1 -0.14')) }),
  )
  const sheet = strip(FAR, NEAR)
  const shade = blurred(path(`M220 ${FAR - 10}H880V${FAR + 50}H220z`, { fill: '#3a2c22', opacity: 0.5 }), 16)
  const edge = `M${540 - halfAt(NEAR)} ${NEAR}H${540 + halfAt(NEAR)}v9H${540 - halfAt(NEAR)}z`
  return [
    dropShadow(sheet, 10),
    has_fringe ? fringe() : path(edge, { fill: tone(back, -0.2) }),
    ...rows,
    clipped(sheet, weave(sheet, '#b9a88c', 0.5) + shade),
    rollOf(back, backStripes),
  ].join('')
}
