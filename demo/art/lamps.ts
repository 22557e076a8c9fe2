import { mix, tone, tones } from './colour.ts'
import { brass, colours } from './palette.ts'
import { soft, specks, tube, weave } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, radial } from './svg.ts'
import { type Surface, silhouette, turned } from './turned.ts'

/** Warm light around a lamp, and the pool it throws on the floor. */
export const halo = (x: number, y: number, [radius, strength]: Point): string =>
  path(ellipsePath(x, y, [radius, radius]), {
    fill: radial([
      [0, '#ffe3a3', strength],
      [0.5, '#ffdc94', strength * 0.4],
      [1, '#ffd88a', 0],
    ]),
  })

export const pool = (x: number, y: number, radius: number): string =>
  blurred(path(ellipsePath(x, y, [radius, radius * 0.17]), { fill: '#ffe9b8', opacity: 0.75 }), 26)

const linenLit = radial(
  [
    [0, '#fff6da', 0.95],
    [0.55, '#ffe7ae', 0.5],
    [1, '#e9b96c', 0.34],
  ],
  [0.5, 0.72],
  0.62,
)

/** A linen shade with a bulb in it; `x`, `y` is the middle of its lower edge. */
const lampShade = (x: number, y: number): string => {
  const profile = pairs('0 292, 0 292, 290 206, 290 206, 292 204')
  const surface: Surface = { colour: '#f4e3bd', gloss: 0 }
  const outline = silhouette({ at: [x, y], profile, surface })
  const edge = `M${x - 292} ${y}A292 ${n(292 * flatness(y))} 0 0 0 ${x + 292} ${y}`
  return [
    path(ellipsePath(x, y, [292, 292 * flatness(y)]), { fill: '#fff3d0' }),
    turned({ at: [x, y], profile, surface, over: path(outline, { fill: linenLit }) + weave(outline, '#ecd3a2', 0.22) }),
    path(ellipsePath(x, y - 291, [203, 203 * flatness(y - 291)]), { fill: linear(tones('#f7e6bf', '0 0, 1 0.5')) }),
    path(edge, { stroke: '#fff2cd', width: 5, opacity: 0.9 }),
  ].join('')
}

export const tableLamp = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const glaze = { colour, gloss: 0.65 }
  const foot = pairs('0 132, 0 132, 12 150, 90 206, 190 214, 290 160, 350 80, 386 46, 400 44')
  return [
    halo(x, y - 600, [640, 0.55]),
    shadowOf(at, 136, 420),
    pool(x - 40, y + 30, 330),
    turned({
      at,
      profile: foot,
      surface: { colour: colours.raw },
      bands: [[26, glaze]],
      over: specks(silhouette({ at, profile: foot, surface: glaze }), colour, 0.22),
    }),
    turned({ at: [x, y - 396], surface: brass, profile: pairs('0 34, 0 34, 12 34, 20 20, 80 18') }),
    lampShade(x, y - 470),
  ].join('')
}

export const mushroom = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const paint = { colour, gloss: 0.35 }
  const dome = pairs('0 322, 0 322, 6 326, 60 318, 140 276, 208 190, 244 90, 252 24')
  const under = ellipsePath(x, y - 372, [320, 320 * flatness(y - 372)])
  return [
    halo(x, y - 330, [560, 0.42]),
    shadowOf(at, 150, 300),
    pool(x, y + 16, 400),
    turned({ at, surface: paint, profile: pairs('0 156, 0 156, 10 164, 24 158, 50 96, 110 62, 230 54, 360 58') }),
    blurred(path(`M${x - 150} ${y - 20}L${x - 60} ${y - 340}h120L${x + 150} ${y - 20}z`, { fill: '#ffe6ab', opacity: 0.34 }), 22),
    path(under, {
      fill: radial(
        [
          [0, '#fffbe9'],
          [0.4, '#ffedbd'],
          [1, mix(colour, '#ffdf9a', 0.62)],
        ],
        [0.5, 0.4],
        0.55,
      ),
    }),
    turned({ at: [x, y - 372], surface: paint, profile: dome }),
    blurred(
      path(`M${x - 318} ${y - 366}A320 ${n(320 * flatness(y - 372))} 0 0 0 ${x + 318} ${y - 366}`, {
        stroke: '#ffe3a0',
        width: 7,
        opacity: 0.75,
      }),
      3,
    ),
  ].join('')
}

export const pendant = (colour: string): string => {
  const [x, y] = [540, 800]
  const enamel = { colour, gloss: 0.85 }
  const flat = 0.13
  const dome = pairs('0 350, 0 350, 10 354, 30 346, 110 312, 200 236, 262 130, 286 60, 290 44, 290 44, 350 40, 358 30')
  const mouth = ellipsePath(x, y, [350, 350 * flat])
  return [
    tube(`M${x} -260V${y - 340}`, 11, { colour: '#4d4640', gloss: 0.2 }),
    halo(x, y + 90, [600, 0.5]),
    pool(x, FLOOR + 60, 430),
    blurred(
      path(`M${x - 330} ${y}L${x - 560} 1320H${x + 560}L${x + 330} ${y}z`, {
        fill: linear(
          [
            [0, '#fff0c4', 0.5],
            [1, '#fff0c4', 0],
          ],
          90,
        ),
      }),
      34,
    ),
    turned({ at: [x, y - 352], surface: brass, profile: pairs('0 42, 0 42, 10 40, 44 24, 60 10'), flat }),
    turned({ at: [x, y], surface: enamel, profile: dome, flat }),
    path(`M${x - 350} ${y}A350 ${n(350 * flat)} 0 0 0 ${x + 350} ${y}A354 ${n(350 * flat * 0.2)} 0 0 1 ${x - 350} ${y}z`, {
      fill: '#fff7df',
    }),
    blurred(clipped(mouth, path(ellipsePath(x, y + 34, [200, 26]), { fill: '#ffffff' })), 3),
    path(`M${x - 352} ${y}A352 ${n(352 * flat)} 0 0 0 ${x + 352} ${y}`, { stroke: tone(colour, -0.25), width: 5 }),
  ].join('')
}

export const armLamp = (colour: string): string => {
  const paint = { colour, gloss: 0.5 }
  const base: Point = [420, FLOOR]
  const joint = (x: number, y: number, r: number) =>
    soft(ellipsePath(x, y, [r, r]), colours.brass, { edge: r * 0.5, contrast: 1.3 }) +
    path(`M${x - r * 0.5} ${y + r * 0.3}L${x + r * 0.5} ${y - r * 0.3}`, { stroke: tone(colours.brass, -0.5), width: 4 })
  const head = 'M-70 -52C-40 -84 40 -84 70 -52L150 128Q0 176 -150 128z'
  return [
    halo(820, 690, [460, 0.5]),
    shadowOf(base, 172, 240),
    pool(836, FLOOR + 20, 250),
    blurred(
      path(`M700 640L640 ${FLOOR + 40}H1030L930 560z`, {
        fill: linear(
          [
            [0, '#fff0c4', 0.62],
            [1, '#fff0c4', 0.05],
          ],
          90,
        ),
      }),
      26,
    ),
    turned({ at: base, surface: paint, profile: pairs('0 168, 0 168, 8 176, 30 176, 42 162, 50 60, 60 28, 90 24') }),
    tube(`M420 ${FLOOR - 80}L300 620`, 22, { colour, gloss: 0.5 }),
    tube('M300 620L706 424', 22, { colour, gloss: 0.5 }),
    joint(300, 620, 30),
    group(
      'translate(776 492) rotate(-18)',
      path(ellipsePath(0, 132, [146, 30]), { fill: '#fff5d6' }),
      soft(head, colour, { edge: 44, contrast: 1.1 }),
      path('M-150 128Q0 176 150 128Q0 120 -150 128z', { fill: '#fff3cc' }),
      soft('M-34 -64h68v-52q0 -16 -34 -16q-34 0 -34 16z', colour, { edge: 18 }),
    ),
    joint(714, 424, 26),
    joint(420, FLOOR - 84, 25),
  ].join('')
}
