import { tone } from './colour.ts'
import { type Colour, colours } from './palette.ts'
import { grain, inset, nap, soft, tube, weave } from './soft.ts'
import { boxShadow, dropShadow, FLOOR, shadowOf } from './studio.ts'
import { blurred, ellipsePath, group, linear, n, type Point, pairs, path, roundRect, tiled } from './svg.ts'
import { silhouette, vessel } from './turned.ts'

/** A six-sided pencil, point up, its lower end at 0, 0. */
const pencil = (length: number, colour: string): string => {
  const facet = (x: number, w: number, shade: number) => path(`M${x} 0V${-length + 62}h${w}V0z`, { fill: tone(colour, shade) })
  const cone = `M-15 ${-length + 62}Q-10 ${-length + 72} -5 ${-length + 62}Q0 ${-length + 72} 5 ${-length + 62}Q10 ${-length + 72} 15 ${-length + 62}L3 ${-length + 8}Q0 ${-length} -3 ${-length + 8}z`
  return [
    facet(-15, 10, 0.22),
    facet(-5, 10, 0.02),
    facet(5, 10, -0.22),
    path(`M-15 -34v-10h30v10z`, { fill: tone(colour, 0.6), opacity: 0.5 }),
    path(cone, {
      fill: linear([
        [0, '#efcf9f'],
        [0.5, '#dfb27c'],
        [1, '#b98550'],
      ]),
    }),
    path(`M-5.500 ${-length + 20}L0 ${-length - 2}L5.500 ${-length + 20}z`, { fill: '#3d3a3a' }),
  ].join('')
}

export const notebook = (colour: string): string => {
  const cover = roundRect(230, 250, { w: 600, h: 830, r: 22 })
  const elastic = roundRect(744, 244, { w: 22, h: 842, r: 4 })
  const ribbon = 'M402 1070C398 1110 408 1150 400 1196L418 1180L434 1198C440 1150 430 1110 434 1070z'
  return group(
    'rotate(-7 540 660)',
    dropShadow(roundRect(230, 250, { w: 612, h: 842, r: 22 }), 34),
    soft(ribbon, '#c9a24e', { edge: 6 }),
    path(roundRect(246, 270, { w: 600, h: 826, r: 14 }), { fill: tone(colour, -0.45) }),
    path(roundRect(246, 266, { w: 590, h: 822, r: 10 }), { fill: '#f1e7d3' }),
    ...[0, 1, 2].map((index) => path(`M250 ${1084 - index * 3.5}H${832 - index * 3}V280`, { stroke: '#c9b897', width: 1.4, opacity: 0.8 })),
    soft(cover, colour, {
      edge: 15,
      contrast: 0.7,
      over:
        weave(cover, colour, 0.34) +
        blurred(path('M282 250V1080', { stroke: tone(colour, -0.5), width: 9, opacity: 0.55 }), 4) +
        blurred(path('M292 250V1080', { stroke: tone(colour, 0.5), width: 5, opacity: 0.4 }), 3),
    }),
    blurred(path(elastic, { fill: '#1f1a18', opacity: 0.4, turn: 'translate(5 3)' }), 4),
    soft(elastic, tone(colour, -0.3), { edge: 6 }),
    soft(roundRect(380, 420, { w: 240, h: 150, r: 6 }), '#efe4cc', { edge: 5, contrast: 0.5 }),
    path('M412 470h176M412 500h176M412 530h110', { stroke: '#b5a586', width: 3.5, opacity: 0.7 }),
  )
}

export const pencilBeside = (): string =>
  group(
    'translate(918 1010) rotate(9)',
    blurred(path('M-10 0V-560h26V0z', { fill: 'currentColor', opacity: 0.45, turn: 'translate(12 14)' }), 9),
    pencil(610, colours.ochre),
  )

export const hexPen = (): string => {
  const facets = [
    [-19, 11, 0.35],
    [-8, 16, 0.75],
    [8, 11, -0.3],
  ].map(([x = 0, w = 0, shade = 0]) =>
    path(`M${x} 250V-250h${w}V250z`, {
      fill: linear(
        [
          [0, tone(colours.brass, shade)],
          [1, tone(colours.brass, shade - 0.16)],
        ],
        90,
      ),
    }),
  )
  const tip = 'M-19 250L-8 330Q0 340 8 330L19 250z'
  return group(
    'translate(560 640) rotate(38)',
    blurred(path(roundRect(-19, -320, { w: 38, h: 650, r: 10 }), { fill: '#201a18', opacity: 0.5, turn: 'translate(20 -2)' }), 11),
    ...facets,
    soft(tip, colours.brass, { edge: 10, contrast: 1.5 }),
    tube('M0 334V352', 6, { colour: colours.steel, is_metal: true }),
    soft(roundRect(-15, -282, { w: 30, h: 34, r: 5 }), tone(colours.brass, -0.2), { edge: 8, contrast: 1.4 }),
    soft(roundRect(-9, -322, { w: 18, h: 44, r: 8 }), colours.brass, { edge: 7, contrast: 1.4 }),
    blurred(path(roundRect(16, -236, { w: 12, h: 176, r: 6 }), { fill: '#3b2a12', opacity: 0.5, turn: 'translate(6 2)' }), 3),
    soft(roundRect(12, -244, { w: 13, h: 180, r: 6 }), tone(colours.brass, 0.12), { edge: 5, contrast: 1.4 }),
  )
}

export const penCup = (): string => {
  const at: Point = [540, FLOOR]
  const profile = pairs('0 158, 0 158, 8 166, 40 172, 200 172, 310 168, 320 164')
  const walnut = { colour: colours.walnut, gloss: 0.35 }
  const put = (x: number, turn: number, drawn: string) => group(`translate(${x} ${FLOOR - 250}) rotate(${turn})`, drawn)
  const brush = [
    tube('M0 0V-330', 14, { colour: '#26313d', gloss: 0.6 }),
    soft('M-10 -326h20v-60h-20z', colours.steel, { edge: 6, contrast: 1.5 }),
    soft('M-12 -384C-20 -430 -8 -470 0 -486C8 -470 20 -430 12 -384z', '#7a4e2c', { edge: 10 }),
  ].join('')
  const ruler = [
    soft(roundRect(-24, -470, { w: 48, h: 480, r: 4 }), colours.beech, {
      edge: 5,
      over: grain(roundRect(-24, -470, { w: 48, h: 480, r: 4 }), colours.beech, { is_upright: true }),
    }),
    ...Array.from({ length: 16 }, (_, index) =>
      path(`M24 ${-450 + index * 22}h${index % 5 ? -11 : -20}`, { stroke: '#6b4a2b', width: 2.5 }),
    ),
  ].join('')
  return [
    shadowOf(at, 164, 460),
    vessel({
      at,
      profile,
      surface: walnut,
      lip: 15,
      inside: { colour: tone(colours.walnut, -0.2) },
      holding: [
        put(480, -10, ruler),
        put(610, 14, pencil(470, colours.pine)),
        put(560, 3, pencil(520, colours.brick)),
        put(640, 22, brush),
        put(520, -3, pencil(430, colours.ochre)),
      ].join(''),
      over: grain(silhouette({ at, profile, surface: walnut }), colours.walnut, { is_upright: true, strength: 0.8 }),
    }),
  ].join('')
}

const twelve: Colour[] = [
  ...(['forest', 'sage', 'sea', 'indigo', 'ink', 'berry'] as const),
  ...(['brick', 'terracotta', 'rust', 'ochre', 'butter', 'oat'] as const),
]

export const pencilBox = (): string => {
  const tray = roundRect(210, 290, { w: 660, h: 800, r: 12 })
  const inside = roundRect(234, 314, { w: 612, h: 752, r: 6 })
  const board = '#a89e90'
  const sleeve = roundRect(196, 900, { w: 688, h: 330, r: 12 })
  return group(
    'rotate(5 540 680)',
    dropShadow(tray, 26),
    soft(tray, board, { edge: 8, over: nap(tray, board, 0.3) }),
    path(inside, { fill: tone(board, -0.3) }),
    inset(inside, roundRect(246, 330, { w: 620, h: 760, r: 6 }), { colour: '#1d1815', opacity: 0.55, blur: 12 }),
    ...twelve.map((name, index) =>
      group(
        `translate(${268 + index * 49.5} 1060) scale(1.42 1)`,
        blurred(path('M-10 0V-660h28V0z', { fill: '#1d1815', opacity: 0.5, turn: 'translate(6 6)' }), 5),
        pencil(706 - ((index * 5) % 7) * 3, colours[name]),
      ),
    ),
    blurred(path(sleeve, { fill: '#1d1815', opacity: 0.5, turn: 'translate(6 -12)' }), 12),
    dropShadow(sleeve, 18),
    soft(sleeve, tone(board, 0.14), { edge: 10, over: nap(sleeve, board, 0.3) }),
    path(ellipsePath(540, 1066, [60, 60]), { stroke: '#6d6256', width: 5, opacity: 0.7 }),
    path('M540 1030v72M516 1052l24 -26l24 26', { stroke: '#6d6256', width: 5, opacity: 0.7 }),
  )
}

/** Our own pattern for the envelopes: seeds on blue. */
const lining = (d: string): string =>
  path(d, { fill: '#32506a' }) +
  tiled(
    d,
    '<path d="M15 3q9 8 0 18q-9 -10 0 -18z" fill="#d9a441"/><path d="M0 18q9 8 0 18q-9 -10 0 -18zM30 18q9 8 0 18q-9 -10 0 -18z" fill="#a9c0bd"/>',
    [30, 36],
  )

export const letters = (): string => {
  const cotton = '#f6efe0'
  const sheet = 'M372 190H716L714 260L718 330L714 420L717 520L714 640L717 760H372z'
  const flap = 'M216 690L520 430Q540 414 560 430L864 690z'
  const body = roundRect(216, 690, { w: 648, h: 440, r: 10 })
  const second = roundRect(240, 560, { w: 648, h: 440, r: 10 })
  return [
    group(
      'rotate(13 540 760)',
      dropShadow(second, 18),
      soft(second, '#c9d2c4', { edge: 8, contrast: 0.6, over: nap(second, '#c9d2c4', 0.14) }),
    ),
    group(
      'rotate(-6 540 760)',
      dropShadow(flap, 14),
      dropShadow(body, 22),
      soft(flap, cotton, { edge: 6, contrast: 0.5 }),
      lining('M262 690L524 464Q540 452 556 464L818 690z'),
      group(
        'rotate(3 540 500)',
        dropShadow(sheet, 12),
        soft(sheet, '#fbf6ea', { edge: 6, contrast: 0.45, over: nap(sheet, cotton, 0.14) }),
        path('M414 300q26 -20 52 0t52 0t44 -4M414 356h246M414 402h232M414 448h250M414 494h180', {
          stroke: '#4b5873',
          width: 4,
          opacity: 0.65,
        }),
      ),
      blurred(path('M216 700H864', { stroke: '#1d1815', width: 16, opacity: 0.35 }), 8),
      soft(body, cotton, { edge: 8, contrast: 0.55, over: nap(body, cotton, 0.14) }),
      blurred(path('M222 696L540 960L858 696', { stroke: '#a58f6c', width: 6, opacity: 0.5 }), 3),
      path('M222 696L540 954L858 696', { stroke: '#d9cbb0', width: 2.5 }),
    ),
  ].join('')
}

export const dispenser = (): string => {
  const iron = '#45474b'
  const y = FLOOR
  const body = `M210 ${y}Q196 ${y} 198 ${y - 18}L214 ${y - 120}C226 ${y - 190} 280 ${y - 150} 330 ${y - 110}C360 ${y - 86} 400 ${y - 84} 440 ${y - 110}C480 ${y - 260} 560 ${y - 330} 660 ${y - 330}C790 ${y - 330} 880 ${y - 236} 880 ${y - 110}V${y - 20}Q880 ${y} 860 ${y}z`
  const [cx, cy, r] = [654, y - 250, 205]
  const ring = (radius: number) => ellipsePath(cx, cy, [radius, radius])
  return [
    boxShadow({ x: 206, y: y + 2, w: 670, h: 330 }),
    path(`M${cx - 196} ${cy + 60}C${cx - 300} ${cy + 90} 330 ${y - 190} 222 ${y - 170}`, { stroke: '#d8c08f', width: 7 }),
    soft(ring(r), '#e3cc9c', {
      edge: 20,
      over: [0.95, 0.9, 0.84, 0.78, 0.71, 0.64]
        .map((share) => path(ring(r * share), { stroke: '#c2a571', width: 2.5, opacity: 0.7 }))
        .join(''),
    }),
    path(ring(112), { fill: '#b9a27a' }),
    soft(ring(96), colours.brass, { edge: 22, contrast: 1.4 }),
    blurred(path(ring(66), { stroke: tone(colours.brass, -0.4), width: 6, opacity: 0.7 }), 2),
    soft(body, iron, { edge: 26, contrast: 1.1, over: nap(body, iron, 0.35) }),
    path(roundRect(206, y - 10, { w: 668, h: 12, r: 4 }), { fill: colours.cork }),
    soft(`M208 ${y - 176}l40 -4l16 60l-48 6z`, colours.steel, { edge: 5, contrast: 1.5 }),
    path(`M208 ${y - 176}${Array.from({ length: 7 }, () => 'l4 -8l4 6').join('')}`, { stroke: tone(colours.steel, 0.4), width: 3 }),
    soft(ellipsePath(cx, y - 196, [30, 30]), colours.brass, { edge: 12, contrast: 1.4 }),
    path(`M${cx - 16} ${n(y - 188)}L${cx + 16} ${n(y - 204)}`, { stroke: tone(colours.brass, -0.5), width: 5 }),
  ].join('')
}
