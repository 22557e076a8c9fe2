import { mix, tone } from './colour.ts'
import { blanket } from './folded.ts'
import { colours } from './palette.ts'
import { flame, soft, specks, tube, weave } from './soft.ts'
import { FLOOR, flatness, shadowOf, studio } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, radial } from './svg.ts'
import { opening, type Profile, type Surface, silhouette, turned, vessel } from './turned.ts'

const brass: Surface = { colour: colours.brass, gloss: 0.8, is_metal: true }
const wax: Surface = { colour: '#e3b864', gloss: 0.15 }

/** Warm light around a lamp, and the pool it throws on the floor. */
const halo = (x: number, y: number, [radius, strength]: Point): string =>
  path(ellipsePath(x, y, [radius, radius]), {
    fill: radial([
      [0, '#ffe3a3', strength],
      [0.5, '#ffdc94', strength * 0.4],
      [1, '#ffd88a', 0],
    ]),
  })

const pool = (x: number, y: number, radius: number): string =>
  blurred(path(ellipsePath(x, y, [radius, radius * 0.17]), { fill: '#ffe9b8', opacity: 0.75 }), 26)

export const tableLamp = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const glaze = { colour, gloss: 0.65 }
  const foot = pairs('0 132, 0 132, 12 150, 90 206, 190 214, 290 160, 350 80, 386 46, 400 44')
  const shade = pairs('0 292, 0 292, 290 206, 290 206, 292 204')
  const linen: Surface = { colour: '#f4e3bd', gloss: 0 }
  const shadeAt: Point = [x, y - 470]
  const outline = silhouette({ at: shadeAt, profile: shade, surface: linen })
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
    turned({
      at: [x, y - 396],
      surface: brass,
      profile: pairs('0 34, 0 34, 12 34, 20 20, 80 18'),
    }),
    path(ellipsePath(x, y - 470, [292, 292 * flatness(y - 470)]), { fill: '#fff3d0' }),
    turned({
      at: shadeAt,
      profile: shade,
      surface: linen,
      over:
        path(outline, {
          fill: radial(
            [
              [0, '#fff6da', 0.95],
              [0.55, '#ffe7ae', 0.5],
              [1, '#e9b96c', 0.34],
            ],
            [0.5, 0.72],
            0.62,
          ),
        }) + weave(outline, '#ecd3a2', 0.22),
    }),
    path(ellipsePath(x, y - 761, [203, 203 * flatness(y - 761)]), {
      fill: linear([
        [0, '#f7e6bf'],
        [1, '#fff6dc'],
      ]),
    }),
    path(`M${x - 292} ${y - 470}A292 ${n(292 * flatness(y - 470))} 0 0 0 ${x + 292} ${y - 470}`, {
      stroke: '#fff2cd',
      width: 5,
      opacity: 0.9,
    }),
  ].join('')
}

const mushroom = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const paint = { colour, gloss: 0.35 }
  const dome = pairs('0 322, 0 322, 6 326, 60 318, 140 276, 208 190, 244 90, 252 24')
  const under = ellipsePath(x, y - 372, [320, 320 * flatness(y - 372)])
  return [
    halo(x, y - 330, [560, 0.42]),
    shadowOf(at, 150, 300),
    pool(x, y + 16, 400),
    turned({
      at,
      surface: paint,
      profile: pairs('0 156, 0 156, 10 164, 24 158, 50 96, 110 62, 230 54, 360 58'),
    }),
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

const pendant = (colour: string): string => {
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
    turned({
      at: [x, y - 352],
      surface: brass,
      profile: pairs('0 42, 0 42, 10 40, 44 24, 60 10'),
      flat,
    }),
    turned({ at: [x, y], surface: enamel, profile: dome, flat }),
    path(`M${x - 350} ${y}A350 ${n(350 * flat)} 0 0 0 ${x + 350} ${y}A354 ${n(350 * flat * 0.2)} 0 0 1 ${x - 350} ${y}z`, {
      fill: '#fff7df',
    }),
    blurred(clipped(mouth, path(ellipsePath(x, y + 34, [200, 26]), { fill: '#ffffff' })), 3),
    path(`M${x - 352} ${y}A352 ${n(352 * flat)} 0 0 0 ${x + 352} ${y}`, { stroke: tone(colour, -0.25), width: 5 }),
  ].join('')
}

const armLamp = (colour: string): string => {
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
    turned({
      at: base,
      surface: paint,
      profile: pairs('0 168, 0 168, 8 176, 30 176, 42 162, 50 60, 60 28, 90 24'),
    }),
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

export const lantern = (at: Point = [540, FLOOR], size = 1): string => {
  const [x, y] = at
  const s = (value: number) => value * size
  const scaled = (profile: Profile): Profile => profile.map(([h, r]) => [s(h), s(r)])
  const glass: Profile = scaled(pairs('0 160, 0 160, 20 172, 200 176, 380 172, 400 160'))
  const glassAt: Point = [x, y - s(74)]
  const outline = silhouette({ at: glassAt, profile: glass, surface: wax })
  return [
    halo(x, y - s(280), [s(620), 0.55]),
    shadowOf(at, s(176), s(300)),
    pool(x, y + s(26), s(330)),
    tube(
      `M${n(x - s(150))} ${n(y - s(520))}C${n(x - s(190))} ${n(y - s(800))} ${n(x + s(190))} ${n(y - s(800))} ${n(x + s(150))} ${n(y - s(520))}`,
      s(26),
      { colour: colours.leather, gloss: 0.25 },
    ),
    turned({
      at,
      surface: brass,
      profile: scaled(pairs('0 176, 0 176, 8 184, 30 186, 34 178, 34 178, 60 178, 70 184, 78 178')),
    }),
    turned({
      at: glassAt,
      profile: glass,
      surface: { colour: '#f6e6c4', gloss: 0.5 },
      over:
        path(outline, {
          fill: radial(
            [
              [0, '#fffdf2', 1],
              [0.35, '#fff0c0', 0.9],
              [0.75, '#ffd98d', 0.55],
              [1, '#d9a65c', 0.35],
            ],
            [0.5, 0.56],
            0.6,
          ),
        }) + blurred(path(`M${n(x - s(128))} ${n(y - s(440))}v${n(s(300))}`, { stroke: '#ffffff', width: s(18), opacity: 0.8 }), 6),
    }),
    turned({
      at: [x, y - s(470)],
      surface: brass,
      profile: scaled(pairs('0 176, 0 176, 6 184, 30 184, 38 172, 52 120, 60 60, 60 60, 80 54, 86 30')),
    }),
  ].join('')
}

const taper = (x: number, y: number, height: number): string =>
  turned({
    at: [x, y],
    surface: wax,
    profile: [
      [0, 30],
      [0, 30],
      [height * 0.6, 26],
      [height - 24, 20],
      [height - 6, 16],
      [height, 6],
    ],
  }) +
  blurred(path(ellipsePath(x, y - height * 0.93, [24, 44]), { fill: '#ffe6a8', opacity: 0.6 }), 12) +
  flame(x, y - height - 12, 0.9)

const holder = (at: Point, height: number): string =>
  turned({
    at,
    surface: brass,
    profile: [
      [0, 96],
      [0, 96],
      [6, 102],
      [16, 98],
      [26, 60],
      [40, 24],
      [height * 0.5, 17],
      [height - 40, 22],
      [height - 26, 44],
      [height - 10, 46],
      [height, 42],
    ],
  })

const tapers = (): string => {
  const set: Array<[number, number, number, number]> = [
    [330, FLOOR - 44, 150, 470],
    [736, FLOOR - 30, 110, 420],
    [532, FLOOR + 26, 230, 470],
  ]
  return set
    .map(([x, y, stand, height]) =>
      [shadowOf([x, y], 100, 300), pool(x, y + 14, 150), holder([x, y], stand), taper(x, y - stand + 8, height)].join(''),
    )
    .join('')
}

const candle = (colour: string): string => {
  const at: Point = [540, FLOOR]
  const profile = pairs('0 196, 0 196, 12 212, 60 226, 200 232, 350 226, 372 226')
  const glaze = { colour, gloss: 0.4 }
  const [x, y] = [540, FLOOR - 372]
  const surface = ellipsePath(x, y + 16, [208, 208 * flatness(y)])
  const burning =
    path(surface, {
      fill: radial(
        [
          [0, '#fff6d8'],
          [0.5, '#f8e3b4'],
          [1, '#e9cf9d'],
        ],
        [0.5, 0.5],
        0.55,
      ),
    }) + blurred(path(ellipsePath(x, y + 18, [86, 11]), { fill: '#fffbea', opacity: 0.9 }), 6)
  return [
    shadowOf(at, 205, 380),
    vessel({
      at,
      profile,
      surface: { colour: colours.raw, gloss: 0.05 },
      bands: [[52, glaze]],
      lip: 15,
      inside: { colour: mix(colour, '#ffe3ae', 0.5) },
      holding: clipped(ellipsePath(x, y + 2, [211, 211 * flatness(y)]), burning),
      over: specks(silhouette({ at, profile, surface: glaze }), colour, 0.3),
    }),
    flame(x, y + 4, 1.05),
  ].join('')
}

const chamberstick = (): string => {
  const at: Point = [520, FLOOR]
  const [x, y] = at
  return [
    shadowOf(at, 200, 160),
    tube(
      `M${x + 250} ${y - 50}C${x + 280} ${y - 150} ${x + 410} ${y - 130} ${x + 394} ${y - 50}C${x + 384} ${y + 10} ${x + 290} ${y + 4} ${x + 256} ${y - 36}`,
      24,
      { colour: colours.brass, is_metal: true, gloss: 0.8 },
    ),
    turned({
      at,
      surface: brass,
      profile: pairs('0 170, 0 170, 8 210, 26 252, 46 270, 54 272, 54 272, 56 262'),
    }),
    opening({ at: [x, y - 56], radius: 264, lip: 10, surface: brass, inside: brass }),
    path(ellipsePath(x + 8, y - 46, [150, 20]), { fill: tone(colours.brass, -0.5), opacity: 0.35 }),
    pool(x - 10, y - 50, 150),
    turned({
      at: [x, y - 44],
      surface: brass,
      profile: pairs('0 76, 0 76, 8 60, 20 40, 60 36, 100 44, 112 60, 120 58'),
    }),
    taper(x, y - 158, 400),
  ].join('')
}

export const lighting: Record<string, () => string> = {
  'ceramic-table-lamp-1': () => studio('dusk', [tableLamp(colours.fjord)], { zoom: 1.06 }),
  'ceramic-table-lamp-2': () => studio('moss', [tableLamp(colours.sand)], { zoom: 1.06 }),
  'mushroom-lamp-1': () => studio('clay', [mushroom(colours.brick)]),
  'mushroom-lamp-2': () => studio('dusk', [mushroom(colours.cream)]),
  'dome-pendant-1': () => studio('oat', [pendant(colours.pine)], { zoom: 1 }),
  'dome-pendant-2': () => studio('dusk', [pendant(colours.ochre)], { zoom: 1 }),
  'arm-desk-lamp-1': () => studio('blush', [armLamp(colours.ink)], { zoom: 1.05 }),
  'arm-desk-lamp-2': () => studio('moss', [armLamp(colours.cream)], { zoom: 1.05 }),
  'carry-lantern-1': () => studio('dusk', [lantern()]),
  'carry-lantern-2': () =>
    studio('moss', [lantern([360, FLOOR - 20], 0.86), blanket(colours.rust, { x: 760, y: FLOOR + 26, w: 420, layers: 3 })], { zoom: 0.98 }),
  'beeswax-tapers-1': () => studio('mist', [tapers()], { zoom: 1.14 }),
  'scented-candle-1': () => studio('sage', [candle(colours.sage)]),
  'scented-candle-2': () => studio('blush', [candle(colours.rust)]),
  'scented-candle-3': () => studio('lilac', [candle(colours.ochre)]),
  'brass-candle-holder-1': () => studio('dusk', [chamberstick()]),
}
