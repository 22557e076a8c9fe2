import { tone, tones } from './colour.ts'
import { glass, glow } from './glass.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { grain, leaf, nap, soft, tube, wood } from './soft.ts'
import { boxShadow, dropShadow, FLOOR, flatLay, flatness, shadowOf, studio } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, polygon, roundRect } from './svg.ts'
import { type Profile, silhouette, turned, vessel } from './turned.ts'

const terracotta = { colour: '#c4734e', gloss: 0.03 }
const brass = { colour: colours.brass, gloss: 0.8, is_metal: true }
const soil = '#4b382c'

const pot = (at: Point, size: number, holding = ''): string => {
  const [x, y] = at
  const s = (value: number) => value * size
  const scaled = (profile: Profile): Profile => profile.map(([h, r]) => [s(h), s(r)])
  const profile = scaled(pairs('0 134, 0 134, 6 140, 250 188, 262 190, 262 190, 262 210, 262 210, 330 220, 340 216'))
  const rest: Point = [x, y - s(20)]
  return [
    shadowOf(at, s(190), s(320)),
    turned({
      at,
      surface: terracotta,
      profile: scaled(pairs('0 168, 0 168, 6 178, 40 196, 46 196, 50 188')),
    }),
    path(ellipsePath(x, y - s(48), [s(186), s(186) * flatness(y - s(48))]), { fill: tone(terracotta.colour, -0.45) }),
    vessel({
      at: rest,
      profile,
      surface: terracotta,
      lip: s(20),
      inside: terracotta,
      content: { colour: soil, depth: s(14) },
      holding,
      over: nap(silhouette({ at: rest, profile, surface: terracotta }), terracotta.colour, 0.26),
    }),
  ].join('')
}

/** A rubber plant: big leaves, each on its own side of the stem. */
const rubberPlant = (): string => {
  const stem = 'M540 800C536 640 548 480 544 230'
  const leaves: Array<[Point, Point, number, number]> = [
    [[542, 700], [300, 640], 66, -26],
    [[542, 660], [792, 590], 70, 26],
    [[543, 560], [286, 430], 70, -30],
    [[544, 520], [806, 396], 70, 30],
    [[545, 430], [352, 236], 66, -26],
    [[546, 390], [742, 200], 64, 28],
    [[544, 300], [440, 90], 54, -18],
    [[545, 270], [620, 60], 50, 16],
  ]
  const colour = '#3f6b4c'
  return (
    tube(stem, 20, { colour: '#6e5a40', gloss: 0.1 }) +
    leaves
      .map(([from, to, width, bend], index) =>
        leaf(from, to, { colour: tone(colour, ((index * 3) % 4) * 0.07 - 0.08), width: width * 1.15, bend }),
      )
      .join('')
  )
}

const wateringCan = (colour: string): string => {
  const at: Point = [470, FLOOR]
  const [x, y] = at
  const paint = { colour, gloss: 0.5 }
  const spout = `M${x + 170} ${y - 120}C${x + 300} ${y - 150} ${x + 330} ${y - 330} ${x + 424} ${y - 470}L${x + 454} ${y - 456}C${x + 384} ${y - 320} ${x + 360} ${y - 80} ${x + 170} ${y - 40}z`
  return [
    shadowOf(at, 212, 380),
    tube(
      `M${x - 186} ${y - 90}C${x - 420} ${y - 110} ${x - 360} ${y - 520} ${x - 90} ${y - 470}C${x + 20} ${y - 448} ${x + 70} ${y - 420} ${x + 96} ${y - 350}`,
      30,
      { colour, gloss: 0.5 },
    ),
    soft(spout, colour, { edge: 22 }),
    soft(`M${x + 414} ${y - 478}l50 26l8 -16l-48 -28z`, colours.brass, { edge: 6, contrast: 1.4 }),
    tube(`M${x + 160} ${y - 300}L${x + 330} ${y - 300}`, 14, { colour: tone(colour, -0.08), gloss: 0.4 }),
    vessel({
      at,
      surface: paint,
      profile: pairs('0 204, 0 204, 6 214, 24 218, 240 208, 340 190, 352 194, 360 190'),
      lip: 10,
      inside: { colour: tone(colour, -0.2) },
    }),
    clipped(
      `M${x - 200} ${y - 420}H${x - 10}V${y - 320}H${x - 200}z`,
      path(ellipsePath(x, y - 358, [184, 184 * flatness(y - 358)]), {
        fill: linear(tones(colour, '0 0.2, 1 0.02')),
      }),
    ),
  ].join('')
}

const handle = (): string => {
  const d = 'M-30 40C-40 140 -34 240 -40 330Q-42 384 0 386Q42 384 40 330C34 240 40 140 30 40z'
  const loop =
    path('M0 366C-40 420 -50 470 0 474C50 470 40 420 0 366', { stroke: tone(colours.leather, -0.2), width: 12 }) +
    path('M0 366C-40 420 -50 470 0 474C50 470 40 420 0 366', { stroke: colours.leather, width: 8 })
  return (
    loop +
    soft(d, colours.ash, { edge: 18, over: grain(d, colours.ash, { is_upright: true, strength: 0.6 }) }) +
    soft(roundRect(-32, 20, { w: 64, h: 44, r: 8 }), colours.brass, { edge: 12, contrast: 1.3 }) +
    path(ellipsePath(0, 352, [8, 8]), { fill: '#3d2a1c' })
  )
}

const tools = (): string => {
  const steel = '#8b9297'
  const neck = tube('M0 40V-90', 26, { colour: steel, is_metal: true })
  const blade = 'M-20 -80C-90 -100 -112 -170 -108 -260C-104 -370 -50 -440 0 -476C50 -440 104 -370 108 -260C112 -170 90 -100 20 -80z'
  const trowel = [
    neck,
    soft(blade, steel, {
      edge: 24,
      contrast: 1.3,
      over:
        blurred(path('M0 -90V-440', { stroke: tone(steel, -0.5), width: 60, opacity: 0.5 }), 24) +
        blurred(path('M44 -120C60 -220 50 -330 12 -420', { stroke: '#ffffff', width: 16, opacity: 0.5 }), 9),
    }),
    handle(),
  ].join('')
  const prong = (x: number) =>
    tube(`M0 -90C${x * 0.9} -130 ${x} -170 ${x} -230V-430`, 27, { colour: steel, is_metal: true }) +
    soft(`M${x - 13.5} -426L${x} -486L${x + 13.5} -426z`, steel, { edge: 6, contrast: 1.3 })
  const fork = [neck, prong(-76), prong(76), prong(0), handle()].join('')
  const shade = (d: string) => blurred(path(d, { fill: 'currentColor', opacity: 0.5, turn: 'translate(20 14)' }), 14)
  return [
    group('translate(360 720) rotate(-13)', shade(blade), shade(roundRect(-34, 20, { w: 68, h: 366, r: 30 })), trowel),
    group(
      'translate(730 700) rotate(11)',
      shade(roundRect(-92, -470, { w: 186, h: 370, r: 60 })),
      shade(roundRect(-34, 20, { w: 68, h: 366, r: 30 })),
      fork,
    ),
  ].join('')
}

const nestingBox = (): string => {
  const [x, y] = [540, 980]
  const front = polygon([
    [x - 210, y],
    [x - 210, y - 500],
    [x + 210, y - 500],
    [x + 210, y],
  ])
  const side = polygon([
    [x + 210, y],
    [x + 210, y - 500],
    [x + 270, y - 540],
    [x + 270, y - 34],
  ])
  const top = polygon([
    [x - 262, y - 476],
    [x - 200, y - 574],
    [x + 330, y - 600],
    [x + 262, y - 488],
  ])
  const hole = ellipsePath(x, y - 330, [74, 74])
  const plank = (shift: number) =>
    path(`M${x - 210} ${y - shift}H${x + 210}`, { stroke: tone(colours.larch, -0.45), width: 3.5, opacity: 0.6 })
  const screw = (sx: number, sy: number) =>
    path(ellipsePath(sx, sy, [8, 8]), { fill: tone(colours.steel, -0.3) }) +
    path(ellipsePath(sx - 1.5, sy - 2, [5, 5]), { fill: colours.steel })
  const twig = branch(pairs('100 330, 300 300, 560 250, 900 270'), {
    colour: '#7f9a68',
    stem: '#7b6248',
    width: 20,
    count: 9,
    size: 120,
    shape: 0.36,
    from: 0.1,
  })
  return [
    twig,
    tube(`M${x} ${y - 560}V${y - 712}`, 12, { colour: '#8a7a5c', gloss: 0.1 }),
    dropShadow(`${front}${side}`, 44),
    wood(side, tone(colours.larch, -0.32), { is_upright: true, edge: 8, seed: 5 }),
    wood(front, colours.larch, { is_upright: true, edge: 10, seed: 12 }),
    plank(168),
    blurred(path(roundRect(x - 214, y - 502, { w: 430, h: 44, r: 2 }), { fill: '#2d1d12', opacity: 0.55 }), 13),
    path(hole, {
      fill: linear(
        [
          [0, '#241710'],
          [1, '#4a3122'],
        ],
        60,
      ),
    }),
    path(hole, { stroke: tone(colours.larch, -0.4), width: 5 }),
    path(`M${x - 52} ${y - 278}A74 74 0 0 0 ${x + 70} ${y - 310}`, { stroke: tone(colours.larch, 0.5), width: 6, opacity: 0.8 }),
    wood(top, '#a77646', { edge: 8, seed: 2 }),
    soft(
      polygon([
        [x - 262, y - 476],
        [x + 262, y - 488],
        [x + 262, y - 462],
        [x - 262, y - 450],
      ]),
      '#94663b',
      { edge: 6 },
    ),
    soft(
      polygon([
        [x + 262, y - 488],
        [x + 330, y - 600],
        [x + 330, y - 574],
        [x + 262, y - 462],
      ]),
      '#78502c',
      { edge: 6 },
    ),
    screw(x - 180, y - 40),
    screw(x + 180, y - 40),
    screw(x - 180, y - 420),
    screw(x + 180, y - 420),
  ].join('')
}

const hangingPlanter = (colour: string): string => {
  const at: Point = [540, 940]
  const [x, y] = at
  const profile = pairs('0 60, 0 60, 8 110, 60 200, 140 246, 220 254, 232 252')
  const glaze = { colour, gloss: 0.45 }
  const cord = (dx: number) => tube(`M${x} 190L${x + dx} ${y - 226}`, 10, { colour: '#d9c9a8', gloss: 0.05 })
  const trail = (points: Point[], count: number) =>
    branch(points, { colour: '#5f8755', stem: '#6b7d50', width: 6, count, size: 84, shape: 0.5, angle: 0.9, from: 0.08 })
  const crown = [
    trail(pairs('520 730, 470 640, 380 590, 300 600'), 7),
    trail(pairs('560 730, 620 620, 700 580, 790 600'), 7),
    trail(pairs('530 730, 500 600, 520 510, 470 440'), 6),
    trail(pairs('550 730, 580 600, 610 520, 640 450'), 6),
  ].join('')
  return [
    tube(`M${x} -80V150`, 8, { colour: '#8f8371', gloss: 0.1 }),
    path(ellipsePath(x, 172, [30, 30]), { stroke: tone(colours.brass, -0.25), width: 13 }) +
      path(ellipsePath(x - 1, 170, [30, 30]), { stroke: colours.brass, width: 7 }),
    blurred(path(ellipsePath(x + 70, FLOOR + 60, [300, 40]), { fill: 'currentColor', opacity: 0.3 }), 34),
    cord(0),
    vessel({ at, profile, surface: glaze, lip: 14, content: { colour: soil, depth: 18 }, holding: crown }),
    cord(-232),
    cord(232),
    trail(pairs('360 728, 310 800, 330 920, 290 1060'), 9),
    trail(pairs('690 732, 750 820, 730 960, 776 1130'), 10),
    trail(pairs('470 744, 450 820, 470 900, 440 990'), 7),
  ].join('')
}

const mister = (): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const profile = pairs('0 176, 0 176, 12 192, 60 200, 230 198, 300 168, 352 92, 376 74, 400 72')
  return [
    shadowOf(at, 190, 460),
    glow(710, FLOOR + 22, [150, '#c98a4a']),
    tube(`M${x} ${y - 40}V${y - 400}`, 12, { colour: '#d9c7a8', gloss: 0.2 }),
    glass({ at, profile, tint: '#8a5426', depth: 0.72, filled: { to: 190, colour: '#6b3f1c', opacity: 0.35 } }),
    turned({
      at: [x, y - 392],
      surface: brass,
      profile: pairs('0 82, 0 82, 6 88, 52 88, 60 80, 60 80, 70 40, 84 30, 150 30'),
    }),
    soft(`M${x - 146} ${y - 614}h190q34 0 34 34v24q0 22 -26 22h-198q-18 0 -18 -18v-44q0 -18 18 -18z`, colours.brass, {
      edge: 20,
      contrast: 1.3,
    }),
    soft(roundRect(x - 196, y - 594, { w: 40, h: 40, r: 8 }), tone(colours.brass, -0.16), { edge: 10, contrast: 1.3 }),
    path(ellipsePath(x - 196, y - 574, [4, 7]), { fill: '#3b2a12' }),
    tube(`M${x + 66} ${y - 560}C${x + 150} ${y - 570} ${x + 176} ${y - 500} ${x + 186} ${y - 410}`, 20, {
      colour: colours.brass,
      is_metal: true,
    }),
    turned({
      at: [x - 14, y - 612],
      surface: brass,
      profile: pairs('0 24, 0 24, 40 22, 50 34, 64 34, 70 24'),
    }),
  ].join('')
}

const trough = (): string => {
  const y = FLOOR
  const front = `M190 ${y - 250}H890L850 ${y}H230z`
  const mouth = `M190 ${y - 250}L236 ${y - 312}H844L890 ${y - 250}z`
  const zinc = colours.zinc
  const basil = pairs('300 0.9, 350 1.1, 270 0.8')
    .map(([x = 0, k = 1]) =>
      branch(
        [
          [320, y - 250],
          [x, y - 350 * k],
          [x - 20, y - 440 * k],
          [x + (x - 320) * 0.4, y - 520 * k],
        ],
        { colour: '#6f9a4f', stem: '#7d9a55', count: 9, size: 92, shape: 0.62, angle: 1.1, from: 0.2 },
      ),
    )
    .join('')
  const rosemary = [450, 520, 570, 620]
    .map((x) =>
      branch(
        [
          [540, y - 250],
          [x, y - 390],
          [x + (x - 540) * 0.5, y - 560],
          [x + (x - 540) * 0.8, y - 680],
        ],
        { colour: '#6d8a78', stem: '#7d7457', count: 26, size: 62, shape: 0.16, angle: 0.8, from: 0.15 },
      ),
    )
    .join('')
  const thyme = [690, 740, 790, 830, 860]
    .map((x, index) =>
      branch(
        [
          [760, y - 250],
          [x, y - 330],
          [x + (x - 760) * 0.5, y - 400 + index * 14],
          [x + (x - 760) * 0.9, y - 420 + index * 34],
        ],
        { colour: '#94a86a', stem: '#8b7c58', count: 14, size: 40, shape: 0.5, angle: 1, from: 0.2 },
      ),
    )
    .join('')
  return [
    boxShadow({ x: 226, y: y + 2, w: 626, h: 250 }),
    path(mouth, { fill: soil }),
    rosemary,
    basil,
    thyme,
    soft(front, zinc, {
      edge: 20,
      contrast: 1.2,
      over:
        nap(front, zinc, 0.3) +
        [320, 430, 540, 650, 760]
          .map((x) =>
            blurred(path(`M${x} ${y - 250}L${n(540 + (x - 540) * 0.88)} ${y}`, { stroke: '#ffffff', width: 20, opacity: 0.14 }), 9),
          )
          .join(''),
    }),
    tube(`M188 ${y - 250}H892`, 22, { colour: zinc, is_metal: true }),
    blurred(path(`M200 ${y - 226}H880`, { stroke: '#2c3235', width: 12, opacity: 0.35 }), 6),
    tube(`M206 ${y - 180}C170 ${y - 190} 170 ${y - 110} 216 ${y - 116}`, 14, { colour: zinc, is_metal: true }),
    tube(`M874 ${y - 180}C910 ${y - 190} 910 ${y - 110} 864 ${y - 116}`, 14, { colour: zinc, is_metal: true }),
  ].join('')
}

export const garden: Record<string, () => string> = {
  'terracotta-planter-1': () => studio('mist', [pot([540, FLOOR + 12], 0.94, rubberPlant())], { zoom: 1 }),
  'terracotta-planter-2': () => studio('sage', [pot([400, FLOOR - 40], 1.04), pot([760, FLOOR - 10], 0.72), pot([572, FLOOR + 58], 0.5)]),
  'watering-can-1': () => studio('blush', [wateringCan(colours.pine)]),
  'watering-can-2': () => studio('lilac', [wateringCan(colours.butter)]),
  'trowel-and-fork-1': () => flatLay('sage', [tools()]),
  'nesting-box-1': () => studio('mist', [nestingBox()], { zoom: 1 }),
  'hanging-planter-1': () => studio('clay', [hangingPlanter(colours.chalk)], { zoom: 1 }),
  'plant-mister-1': () => studio('sage', [mister()]),
  'herb-trough-1': () => studio('butter', [trough()]),
}
