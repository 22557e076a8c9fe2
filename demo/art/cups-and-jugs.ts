import { tone, tones } from './colour.ts'
import { glass, glow } from './glass.ts'
import { colours } from './palette.ts'
import { grain, soft, specks, tube } from './soft.ts'
import { FLOOR, flatness, shadowOf, studio } from './studio.ts'
import { ellipsePath, linear, n, type Point, pairs, path } from './svg.ts'
import { type Profile, type Surface, silhouette, turned, vessel } from './turned.ts'

const cream = { colour: '#ece3d2', gloss: 0.6 }
const coffee = '#4c2f22'

export const mug = (colour: string, at: Point = [500, FLOOR], size = 1): string => {
  const [x, y] = at
  const profile = scaled(pairs('0 198, 0 198, 12 212, 64 232, 200 244, 380 238, 432 238'), size)
  const clay: Surface = { colour: colours.raw, gloss: 0.05 }
  const s = (value: number) => value * size
  return [
    shadowOf(at, s(212), s(420)),
    tube(
      `M${n(x + s(210))} ${n(y - s(352))}C${n(x + s(420))} ${n(y - s(392))} ${n(x + s(428))} ${n(y - s(96))} ${n(x + s(206))} ${n(y - s(110))}`,
      s(46),
      { colour, gloss: 0.7 },
    ),
    vessel({
      at,
      profile,
      surface: clay,
      bands: [[s(62), { colour, gloss: 0.6 }]],
      lip: s(15),
      inside: cream,
      content: { colour: coffee, depth: s(20) },
      over: specks(silhouette({ at, profile, surface: clay }), colour, 0.28),
    }),
  ].join('')
}

const scaled = (profile: Profile, size: number): Profile => profile.map(([h, r]) => [h * size, r * size])

const espresso = (at: Point, colour: string, size = 1): string => {
  const [x, y] = at
  const s = (value: number) => value * size
  const glaze = { colour, gloss: 0.5 }
  const foot = y - s(34)
  return [
    shadowOf(at, s(160), s(120)),
    turned({
      at,
      surface: { colour: tone(colour, -0.12) },
      bands: [[s(14), glaze]],
      profile: scaled(pairs('0 130, 0 130, 8 168, 26 214, 40 230, 46 231, 46 231, 46 224'), size),
    }),
    path(ellipsePath(x, y - s(42), [s(216), s(216) * flatness(y - s(42))]), {
      fill: linear(tones(colour, '0 -0.2, 0.55 0.06, 1 0.26')),
    }),
    path(ellipsePath(x + s(26), foot + s(1), [s(128), s(20)]), { fill: tone(colour, -0.55), opacity: 0.5 }),
    tube(
      `M${n(x + s(130))} ${n(foot - s(150))}C${n(x + s(222))} ${n(foot - s(166))} ${n(x + s(218))} ${n(foot - s(58))} ${n(x + s(120))} ${n(foot - s(62))}`,
      s(26),
      { colour, gloss: 0.6 },
    ),
    vessel({
      at: [x, foot],
      surface: glaze,
      profile: scaled(pairs('0 84, 0 84, 10 88, 30 112, 80 138, 150 148, 196 150'), size),
      lip: s(13),
      inside: cream,
      content: { colour: coffee, depth: s(12) },
    }),
  ].join('')
}

const teapot = (colour: string): string => {
  const at: Point = [550, FLOOR]
  const [x, y] = at
  const glaze = { colour, gloss: 0.75 }
  const spout = `M${x - 180} ${y - 262}C${x - 286} ${y - 262} ${x - 300} ${y - 372} ${x - 368} ${y - 414}C${x - 380} ${y - 420} ${x - 396} ${y - 400} ${x - 386} ${y - 388}C${x - 340} ${y - 330} ${x - 350} ${y - 150} ${x - 180} ${y - 86}z`
  const profile = pairs('0 146, 0 146, 12 156, 20 170, 70 248, 160 282, 250 258, 320 182, 344 132, 352 124')
  return [
    shadowOf(at, 190, 400),
    tube(`M${x + 210} ${y - 296}C${x + 400} ${y - 360} ${x + 420} ${y - 110} ${x + 236} ${y - 88}`, 38, { colour, gloss: 0.7 }),
    soft(spout, colour, { edge: 30 }),
    path(ellipsePath(x - 377, y - 405, [17, 9]), { fill: tone(colour, -0.6), turn: `rotate(-42 ${x - 377} ${y - 405})` }),
    turned({
      at,
      profile,
      surface: { colour: colours.raw, gloss: 0 },
      bands: [[16, glaze]],
      over: specks(silhouette({ at, profile, surface: glaze }), colour, 0.2),
    }),
    turned({
      at: [x, y - 346],
      surface: glaze,
      profile: pairs('0 128, 0 128, 8 130, 16 124, 34 86, 48 40, 52 24, 52 24, 56 20'),
    }),
    turned({
      at: [x, y - 398],
      surface: glaze,
      profile: pairs('0 20, 8 18, 20 30, 36 33, 50 22, 54 5'),
    }),
  ].join('')
}

const jug = (at: Point, size: number): string => {
  const [x, y] = at
  const s = (value: number) => value * size
  const profile = scaled(pairs('0 142, 0 142, 12 152, 90 186, 190 196, 320 160, 430 116, 520 112, 590 130'), size)
  const glaze = { colour: '#f0ebe1', gloss: 0.6 }
  const clay = { colour: '#bd9370', gloss: 0.03 }
  const lip = `M${n(x - s(60))} ${n(y - s(606))}C${n(x - s(120))} ${n(y - s(610))} ${n(x - s(166))} ${n(y - s(622))} ${n(x - s(178))} ${n(y - s(610))}C${n(x - s(176))} ${n(y - s(590))} ${n(x - s(138))} ${n(y - s(560))} ${n(x - s(112))} ${n(y - s(500))}L${n(x - s(40))} ${n(y - s(540))}z`
  return [
    shadowOf(at, s(152), s(560)),
    tube(
      `M${n(x + s(108))} ${n(y - s(560))}C${n(x + s(300))} ${n(y - s(590))} ${n(x + s(290))} ${n(y - s(300))} ${n(x + s(168))} ${n(y - s(270))}`,
      s(36),
      { colour: glaze.colour, gloss: 0.6 },
    ),
    soft(lip, glaze.colour, { edge: s(16), contrast: 0.8 }),
    vessel({
      at,
      profile,
      surface: clay,
      bands: [[s(196), glaze]],
      lip: s(11),
      inside: glaze,
      over: specks(silhouette({ at, profile, surface: clay }), clay.colour, 0.3),
    }),
  ].join('')
}

const carafe = (): string => {
  const at: Point = [540, FLOOR]
  const profile = pairs('0 150, 0 150, 10 168, 60 196, 160 200, 270 166, 380 96, 450 76, 520 76, 560 92')
  const tint = '#9fc0bf'
  const tumbler = pairs('0 104, 0 104, 110 106, 170 104, 188 96, 192 86')
  return [
    shadowOf(at, 160, 520),
    glow(700, FLOOR + 26, [150, '#e8efe9']),
    glass({ at, profile, tint, depth: 0.06, filled: { to: 300, colour: '#bcd8da', opacity: 0.42 } }),
    glass({ at: [540, FLOOR - 500], profile: tumbler, tint, depth: 0.1, is_closed: true }),
    path(ellipsePath(540, FLOOR - 690, [88, 88 * flatness(FLOOR - 690)]), { fill: '#ffffff', opacity: 0.4 }),
  ].join('')
}

const tumbler = (at: Point, tint: string, depth: number): string =>
  glass({
    at,
    profile: pairs('0 118, 0 118, 10 126, 60 132, 240 150, 300 154'),
    tint,
    depth,
    ribs: 11,
  })

const tumblers = (tint: string, depth: number): string =>
  [
    shadowOf([356, FLOOR - 60], 122, 250),
    tumbler([356, FLOOR - 60], tint, depth),
    tumbler([356, FLOOR - 178], tint, depth),
    shadowOf([756, FLOOR - 40], 122, 250),
    glow(910, FLOOR - 20, [110, tint]),
    tumbler([756, FLOOR - 40], tint, depth),
    shadowOf([540, FLOOR + 46], 122, 250),
    glow(700, FLOOR + 70, [120, tint]),
    tumbler([540, FLOOR + 46], tint, depth),
  ].join('')

const pourOver = (): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const oak = { colour: colours.oak, gloss: 0.3 }
  const collar = pairs('0 112, 0 112, 6 120, 56 124, 64 116')
  const dripper = { colour: '#efe8db', gloss: 0.6 }
  return [
    shadowOf(at, 190, 520),
    glow(720, FLOOR + 24, [150, '#c79a72']),
    glass({
      at,
      profile: pairs('0 176, 0 176, 12 198, 80 214, 170 206, 260 150, 318 104, 350 100'),
      tint: '#a9c2c0',
      depth: 0.06,
      filled: { to: 150, colour: '#3f2417', opacity: 0.9 },
    }),
    tube(`M${x + 112} ${y - 326}C${x + 300} ${y - 340} ${x + 310} ${y - 160} ${x + 204} ${y - 130}`, 20, { colour: '#b9cdcb', gloss: 0.9 }),
    turned({
      at: [x, y - 338],
      profile: collar,
      surface: oak,
      over: grain(silhouette({ at: [x, y - 338], profile: collar, surface: oak }), oak.colour, { strength: 0.6 }),
    }),
    turned({
      at: [x, y - 396],
      surface: dripper,
      profile: pairs('0 168, 0 168, 6 178, 16 180, 20 172'),
    }),
    tube(`M${x + 150} ${y - 590}C${x + 300} ${y - 612} ${x + 290} ${y - 470} ${x + 106} ${y - 456}`, 28, {
      colour: dripper.colour,
      gloss: 0.6,
    }),
    vessel({
      at: [x, y - 412],
      surface: dripper,
      profile: pairs('0 78, 0 78, 20 86, 120 142, 210 192, 222 194'),
      lip: 12,
      inside: dripper,
      content: { colour: '#e9dcc0', depth: 10 },
    }),
  ].join('')
}

const enamelMug = (colour: string, edge: string): string => {
  const at: Point = [510, FLOOR]
  const [x, y] = at
  const glaze = { colour, gloss: 0.85 }
  return [
    shadowOf(at, 208, 380),
    tube(
      `M${x + 206} ${y - 350}C${x + 250} ${y - 356} ${x + 372} ${y - 372} ${x + 372} ${y - 220}C${x + 372} ${y - 110} ${x + 270} ${y - 104} ${x + 206} ${y - 96}`,
      30,
      { colour, gloss: 0.8 },
    ),
    vessel({
      at,
      surface: glaze,
      profile: pairs('0 196, 0 196, 6 206, 20 212, 200 214, 372 216, 376 222, 388 224, 396 220'),
      bands: [[372, { colour: edge, gloss: 0.8 }]],
      lip: 12,
      inside: { colour: '#f3ecdf', gloss: 0.8 },
    }),
  ].join('')
}

const two = (colour: string) => [espresso([372, FLOOR - 70], colour, 0.98), espresso([690, FLOOR + 30], colour, 1.12)]

export const cupsAndJugs: Record<string, () => string> = {
  'stoneware-mug-1': () => studio('clay', [mug(colours.indigo)]),
  'stoneware-mug-2': () => studio('sage', [mug(colours.oat)]),
  'stoneware-mug-3': () => studio('blush', [mug(colours.sage)]),
  'stoneware-mug-4': () => studio('mist', [mug(colours.terracotta)]),
  'espresso-cups-1': () => studio('sage', two(colours.clay)),
  'espresso-cups-2': () => studio('oat', two(colours.ink)),
  'round-teapot-1': () => studio('blush', [teapot(colours.celadon)]),
  'round-teapot-2': () => studio('butter', [teapot(colours.charcoal)]),
  'water-jug-1': () => studio('mist', [jug([520, FLOOR], 1.06)]),
  'water-jug-2': () => studio('lilac', [jug([420, FLOOR - 30], 0.98), jug([740, FLOOR + 36], 0.62)]),
  'glass-carafe-1': () => studio('lilac', [carafe()]),
  'ribbed-tumblers-1': () => studio('oat', [tumblers(colours.amber, 0.62)]),
  'ribbed-tumblers-2': () => studio('blush', [tumblers(colours.smoke, 0.5)]),
  'pour-over-set-1': () => studio('sage', [pourOver()]),
  'enamel-mug-1': () => studio('moss', [enamelMug(colours.cream, '#2f4670')]),
  'enamel-mug-2': () => studio('clay', [enamelMug(colours.pine, '#e9dcc2')]),
}
