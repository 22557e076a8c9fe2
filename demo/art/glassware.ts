import { tone } from './colour.ts'
import { glass, glow } from './glass.ts'
import { brass, colours } from './palette.ts'
import { grain, soft, tube } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { ellipsePath, type Point, pairs, path, roundRect } from './svg.ts'
import { silhouette, turned, vessel } from './turned.ts'

export const carafe = (): string => {
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
  glass({ at, profile: pairs('0 118, 0 118, 10 126, 60 132, 240 150, 300 154'), tint, depth, ribs: 11 })

export const tumblers = (tint: string, depth: number): string =>
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

export const pourOver = (): string => {
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
    turned({ at: [x, y - 396], surface: dripper, profile: pairs('0 168, 0 168, 6 178, 16 180, 20 172') }),
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

export const mister = (): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const profile = pairs('0 176, 0 176, 12 192, 60 200, 230 198, 300 168, 352 92, 376 74, 400 72')
  return [
    shadowOf(at, 190, 460),
    glow(710, FLOOR + 22, [150, '#c98a4a']),
    tube(`M${x} ${y - 40}V${y - 400}`, 12, { colour: '#d9c7a8', gloss: 0.2 }),
    glass({ at, profile, tint: '#8a5426', depth: 0.72, filled: { to: 190, colour: '#6b3f1c', opacity: 0.35 } }),
    turned({ at: [x, y - 392], surface: brass, profile: pairs('0 82, 0 82, 6 88, 52 88, 60 80, 60 80, 70 40, 84 30, 150 30') }),
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
    turned({ at: [x - 14, y - 612], surface: brass, profile: pairs('0 24, 0 24, 40 22, 50 34, 64 34, 70 24') }),
  ].join('')
}
