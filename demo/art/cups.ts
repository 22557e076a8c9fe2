import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { soft, specks, tube } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { ellipsePath, linear, n, type Point, pairs, path } from './svg.ts'
import { type Profile, type Surface, silhouette, turned, vessel } from './turned.ts'

const cream = { colour: '#ece3d2', gloss: 0.6 }

const coffee = '#4c2f22'

const scaled = (profile: Profile, size: number): Profile => profile.map(([h, r]) => [h * size, r * size])

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
    path(ellipsePath(x, y - s(42), [s(216), s(216) * flatness(y - s(42))]), { fill: linear(tones(colour, '0 -0.2, 0.55 0.06, 1 0.26')) }),
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

export const espressoPair = (colour: string) => [espresso([372, FLOOR - 70], colour, 0.98), espresso([690, FLOOR + 30], colour, 1.12)]

export const teapot = (colour: string): string => {
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
    turned({ at: [x, y - 346], surface: glaze, profile: pairs('0 128, 0 128, 8 130, 16 124, 34 86, 48 40, 52 24, 52 24, 56 20') }),
    turned({ at: [x, y - 398], surface: glaze, profile: pairs('0 20, 8 18, 20 30, 36 33, 50 22, 54 5') }),
  ].join('')
}

export const jug = (at: Point, size: number): string => {
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

export const enamelMug = (colour: string, edge: string): string => {
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
