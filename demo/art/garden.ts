import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { soil } from './pots.ts'
import { grain, nap, soft, tube, wood } from './soft.ts'
import { boxShadow, dropShadow, FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, roundRect } from './svg.ts'
import { vessel } from './turned.ts'

export const wateringCan = (colour: string): string => {
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
      path(ellipsePath(x, y - 358, [184, 184 * flatness(y - 358)]), { fill: linear(tones(colour, '0 0.2, 1 0.02')) }),
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

export const trowelAndFork = (): string => {
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

const screw = (x: number, y: number): string =>
  path(ellipsePath(x, y, [8, 8]), { fill: tone(colours.steel, -0.3) }) + path(ellipsePath(x - 1.5, y - 2, [5, 5]), { fill: colours.steel })

/** Drawn around the middle of its lower edge. */
const birdHouse = (): string => {
  const front = 'M-210 0V-500H210V0z'
  const side = 'M210 0V-500L270 -540V-34z'
  const hole = ellipsePath(0, -330, [74, 74])
  return [
    tube('M0 -560V-712', 12, { colour: '#8a7a5c', gloss: 0.1 }),
    dropShadow(front + side, 44),
    wood(side, tone(colours.larch, -0.32), { is_upright: true, edge: 8, seed: 5 }),
    wood(front, colours.larch, { is_upright: true, edge: 10, seed: 12 }),
    path('M-210 -168H210', { stroke: tone(colours.larch, -0.45), width: 3.5, opacity: 0.6 }),
    blurred(path(roundRect(-214, -502, { w: 430, h: 44, r: 2 }), { fill: '#2d1d12', opacity: 0.55 }), 13),
    path(hole, { fill: linear(tones('#4a3122', '0 -0.45, 1 0'), 60), stroke: tone(colours.larch, -0.4), width: 5 }),
    path('M-52 -278A74 74 0 0 0 70 -310', { stroke: tone(colours.larch, 0.5), width: 6, opacity: 0.8 }),
    wood('M-262 -476L-200 -574L330 -600L262 -488z', '#a77646', { edge: 8, seed: 2 }),
    soft('M-262 -476L262 -488V-462L-262 -450z', '#94663b', { edge: 6 }),
    soft('M262 -488L330 -600V-574L262 -462z', '#78502c', { edge: 6 }),
    ...pairs('-180 -40, 180 -40, -180 -420, 180 -420').map(([x, y]) => screw(x, y)),
  ].join('')
}

export const nestingBox = (): string => {
  const look = { colour: '#7f9a68', stem: '#7b6248', width: 20, count: 9, size: 120, shape: 0.36, from: 0.1 }
  return branch(pairs('100 330, 300 300, 560 250, 900 270'), look) + group('translate(540 980)', birdHouse())
}

/** Three kinds of herbs that grow from the edge of the trough, at height 0. */
const herbs = (): string => {
  const basil = { colour: '#6f9a4f', stem: '#7d9a55', count: 9, size: 92, shape: 0.62, angle: 1.1, from: 0.2 }
  const rosemary = { colour: '#6d8a78', stem: '#7d7457', count: 26, size: 62, shape: 0.16, angle: 0.8, from: 0.15 }
  const thyme = { colour: '#94a86a', stem: '#8b7c58', count: 14, size: 40, shape: 0.5, angle: 1, from: 0.2 }
  return [
    branch(pairs('540 0, 450 -140, 405 -310, 378 -430'), rosemary),
    branch(pairs('540 0, 520 -140, 510 -310, 504 -430'), rosemary),
    branch(pairs('540 0, 570 -140, 585 -310, 594 -430'), rosemary),
    branch(pairs('540 0, 620 -140, 660 -310, 684 -430'), rosemary),
    branch(pairs('320 0, 300 -65, 280 -146, 312 -218'), basil),
    branch(pairs('320 0, 350 -135, 330 -234, 332 -322'), basil),
    branch(pairs('320 0, 270 -30, 250 -102, 300 -166'), basil),
    ...[690, 740, 790, 830, 860].map((x, index) => {
      const way = x - 760
      return branch(
        [
          [760, 0],
          [x, -80],
          [x + way * 0.5, -150 + index * 14],
          [x + way * 0.9, -170 + index * 34],
        ],
        thyme,
      )
    }),
  ].join('')
}

export const trough = (): string => {
  const y = FLOOR
  const front = `M190 ${y - 250}H890L850 ${y}H230z`
  const zinc = { colour: colours.zinc, is_metal: true }
  const sheen = [320, 430, 540, 650, 760].map((x) =>
    blurred(path(`M${x} ${y - 250}L${n(540 + (x - 540) * 0.88)} ${y}`, { stroke: '#ffffff', width: 20, opacity: 0.14 }), 9),
  )
  return [
    boxShadow({ x: 226, y: y + 2, w: 626, h: 250 }),
    path(`M190 ${y - 250}L236 ${y - 312}H844L890 ${y - 250}z`, { fill: soil }),
    group(`translate(0 ${y - 250})`, herbs()),
    soft(front, colours.zinc, { edge: 20, contrast: 1.2, over: nap(front, colours.zinc, 0.3) + sheen.join('') }),
    tube(`M188 ${y - 250}H892`, 22, zinc),
    blurred(path(`M200 ${y - 226}H880`, { stroke: '#2c3235', width: 12, opacity: 0.35 }), 6),
    tube(`M206 ${y - 180}C170 ${y - 190} 170 ${y - 110} 216 ${y - 116}`, 14, zinc),
    tube(`M874 ${y - 180}C910 ${y - 190} 910 ${y - 110} 864 ${y - 116}`, 14, zinc),
  ].join('')
}
