import { mix, tone } from './colour.ts'
import { halo, pool } from './lamps.ts'
import { brass, colours } from './palette.ts'
import { flame, specks, tube } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, n, type Point, pairs, path, radial } from './svg.ts'
import { opening, type Profile, type Surface, silhouette, turned, vessel } from './turned.ts'

const wax: Surface = { colour: '#e3b864', gloss: 0.15 }

const lightWithin = radial(
  [
    [0, '#fffdf2', 1],
    [0.35, '#fff0c0', 0.9],
    [0.75, '#ffd98d', 0.55],
    [1, '#d9a65c', 0.35],
  ],
  [0.5, 0.56],
  0.6,
)

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
    turned({ at, surface: brass, profile: scaled(pairs('0 176, 0 176, 8 184, 30 186, 34 178, 34 178, 60 178, 70 184, 78 178')) }),
    turned({
      at: glassAt,
      profile: glass,
      surface: { colour: '#f6e6c4', gloss: 0.5 },
      over:
        path(outline, { fill: lightWithin }) +
        blurred(path(`M${n(x - s(128))} ${n(y - s(440))}v${n(s(300))}`, { stroke: '#ffffff', width: s(18), opacity: 0.8 }), 6),
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

export const tapers = (): string => {
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

export const candle = (colour: string): string => {
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

export const chamberstick = (): string => {
  const at: Point = [520, FLOOR]
  const [x, y] = at
  return [
    shadowOf(at, 200, 160),
    tube(
      `M${x + 250} ${y - 50}C${x + 280} ${y - 150} ${x + 410} ${y - 130} ${x + 394} ${y - 50}C${x + 384} ${y + 10} ${x + 290} ${y + 4} ${x + 256} ${y - 36}`,
      24,
      { colour: colours.brass, is_metal: true, gloss: 0.8 },
    ),
    turned({ at, surface: brass, profile: pairs('0 170, 0 170, 8 210, 26 252, 46 270, 54 272, 54 272, 56 262') }),
    opening({ at: [x, y - 56], radius: 264, lip: 10, surface: brass, inside: brass }),
    path(ellipsePath(x + 8, y - 46, [150, 20]), { fill: tone(colours.brass, -0.5), opacity: 0.35 }),
    pool(x - 10, y - 50, 150),
    turned({ at: [x, y - 44], surface: brass, profile: pairs('0 76, 0 76, 8 60, 20 40, 60 36, 100 44, 112 60, 120 58') }),
    taper(x, y - 158, 400),
  ].join('')
}
