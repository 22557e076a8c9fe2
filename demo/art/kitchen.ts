import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { grain, soft, specks, tube, weave, wood } from './soft.ts'
import { dropShadow, FLOOR, flatLay, HORIZON, shadowOf, studio } from './studio.ts'
import { blurred, ellipsePath, group, linear, type Point, pairs, path, roundRect, smooth } from './svg.ts'
import { type Profile, silhouette, turned, vessel } from './turned.ts'

const brass = { colour: colours.brass, gloss: 0.8, is_metal: true }

export const kettle = (colour: string): string => {
  const [x, y]: Point = [520, FLOOR]
  const glaze = { colour, gloss: 0.75 }
  const spout = 'M690 900C770 880 790 770 806 690C812 662 836 664 862 676C876 684 878 694 868 712C838 780 842 900 730 1000z'
  const bail = 'M352 776C330 600 420 500 520 500C620 500 710 600 688 776'
  return [
    shadowOf([x, y], 225, 420),
    soft(spout, colour, { edge: 34 }),
    path(ellipsePath(858, 684, [22, 11]), { fill: tone(colour, -0.55), turn: 'rotate(24 858 684)' }),
    turned({
      at: [x, y],
      surface: glaze,
      profile: pairs('0 214, 0 214, 14 232, 70 262, 150 270, 230 236, 290 168, 306 140, 306 140, 318 138'),
    }),
    turned({
      at: [x, y - 312],
      surface: glaze,
      profile: pairs('0 146, 0 146, 8 148, 18 140, 40 92, 52 44, 52 44, 56 26'),
    }),
    turned({
      at: [x, y - 364],
      surface: { colour: colours.beech, gloss: 0.3 },
      profile: pairs('0 22, 10 20, 26 34, 46 36, 58 24, 62 8'),
    }),
    turned({
      at: [346, y - 262],
      surface: glaze,
      profile: pairs('0 12, 20 15, 50 12, 54 2'),
    }),
    turned({
      at: [694, y - 262],
      surface: glaze,
      profile: pairs('0 12, 20 15, 50 12, 54 2'),
    }),
    tube(bail, 13, { colour: colours.steel, is_metal: true }),
    tube('M420 528C480 492 560 492 620 528', 40, { colour: colours.beech }),
  ].join('')
}

const casserole = (colour: string): string => {
  const [x, y]: Point = [540, FLOOR]
  const glaze = { colour, gloss: 0.8 }
  const dark = { colour: tone(colour, -0.18), gloss: 0.7 }
  const ear = (side: number) =>
    tube(
      `M${x + side * 288} ${y - 214}C${x + side * 340} ${y - 236} ${x + side * 392} ${y - 226} ${x + side * 388} ${y - 186}C${x + side * 384} ${y - 150} ${x + side * 330} ${y - 146} ${x + side * 284} ${y - 168}`,
      34,
      { colour, gloss: 0.7 },
    )
  return [
    shadowOf([x, y], 275, 360),
    ear(-1),
    ear(1),
    turned({
      at: [x, y],
      surface: dark,
      bands: [[26, glaze]],
      profile: pairs('0 258, 0 258, 12 276, 60 296, 150 306, 236 308, 236 308, 238 300'),
    }),
    turned({
      at: [x, y - 234],
      surface: glaze,
      profile: pairs('0 314, 0 314, 10 318, 20 314, 44 276, 72 200, 90 110, 96 60, 98 40'),
    }),
    turned({
      at: [x, y - 330],
      surface: brass,
      profile: pairs('0 26, 10 18, 24 18, 34 44, 46 54, 58 50, 66 30, 68 6'),
    }),
  ].join('')
}

const board = ([x, y]: Point, { w, h, seed }: { w: number; h: number; seed: number }): string => {
  const slot = roundRect(x + w / 2 - w * 0.14, y - h + h * 0.07, { w: w * 0.28, h: 34, r: 17 })
  const face = roundRect(x, y - h, { w, h, r: 34 })
  return [
    dropShadow(face, 26),
    blurred(path(ellipsePath(x + w / 2 + 14, y + 4, [w * 0.52, 16]), { fill: 'currentColor', opacity: 0.5 }), 8),
    path(roundRect(x + 7, y - h + 5, { w: w + 3, h: h - 1, r: 34 }) + slot, { fill: tone(colours.oak, -0.36) }).replace(
      '<path',
      '<path fill-rule="evenodd"',
    ),
    wood(`${face}${slot}`, colours.oak, { is_upright: true, edge: 9, seed, strength: 0.4 }),
    path(roundRect(x + w / 2 - w * 0.14 + 4, y - h + h * 0.07 + 26, { w: w * 0.28 - 8, h: 7, r: 3 }), {
      fill: tone(colours.oak, 0.35),
      opacity: 0.8,
    }),
  ].join('')
}

export const lemon = (x: number, y: number, turn = 0): string =>
  group(
    `rotate(${turn} ${x} ${y})`,
    soft(
      smooth(
        [
          [x - 108, y + 2],
          [x - 90, y - 20],
          [x - 56, y - 52],
          [x + 6, y - 62],
          [x + 62, y - 42],
          [x + 92, y - 16],
          [x + 112, y + 2],
          [x + 92, y + 20],
          [x + 60, y + 46],
          [x, y + 60],
          [x - 58, y + 50],
          [x - 90, y + 20],
        ],
        { closed: true },
      ),
      '#eec04a',
      { edge: 34, contrast: 0.9 },
    ),
  )

const spoon = (kind: 'round' | 'slotted' | 'flat' | 'corner', colour: string): string => {
  const heads = {
    round: smooth(pairs('-12 -250, -52 -300, -58 -372, -28 -430, 28 -430, 58 -372, 52 -300, 12 -250'), { closed: true }),
    slotted: smooth(pairs('-12 -250, -50 -300, -56 -372, -28 -424, 28 -424, 56 -372, 50 -300, 12 -250'), { closed: true }),
    flat: 'M-13 -240C-40 -280 -52 -330 -52 -420Q-52 -436 -36 -436H36Q52 -436 52 -420C52 -330 40 -280 13 -240z',
    corner: 'M-13 -240C-44 -280 -54 -320 -54 -372Q-54 -436 10 -440L50 -442Q58 -442 58 -432C58 -330 40 -280 13 -240z',
  }
  const hole = (x: number, y: number) => path(roundRect(x - 6, y, { w: 12, h: 66, r: 6 }), { fill: tone(colour, -0.5) })
  const bowl = kind === 'round' ? blurred(path(ellipsePath(4, -352, [36, 58]), { fill: tone(colour, -0.25), opacity: 0.7 }), 10) : ''
  return [
    tube('M0 60L0 -262', 25, { colour, gloss: 0.15 }),
    soft(heads[kind], colour, { edge: 16, over: grain(heads[kind], colour, { is_upright: true }) + bowl }),
    kind === 'slotted' ? hole(-22, -390) + hole(0, -394) + hole(22, -390) : '',
  ].join('')
}

const spoonJar = (): string => {
  const at: Point = [540, FLOOR]
  const profile = pairs('0 150, 0 150, 12 164, 80 178, 220 176, 318 164, 330 166')
  const glaze = { colour: colours.oat, gloss: 0.35 }
  const put = (x: number, turn: number, drawn: string) => group(`translate(${x} ${FLOOR - 330}) rotate(${turn})`, drawn)
  return [
    shadowOf(at, 160, 520),
    vessel({
      at,
      profile,
      surface: { colour: colours.raw, gloss: 0.05 },
      bands: [[64, glaze]],
      lip: 13,
      over: specks(silhouette({ at, profile, surface: glaze }), colours.raw),
      holding: [
        put(486, -19, spoon('corner', tone(colours.cherry, 0.1))),
        put(590, 17, spoon('flat', colours.cherry)),
        put(530, -4, spoon('slotted', tone(colours.cherry, -0.16))),
        put(622, 30, spoon('round', tone(colours.cherry, 0.14))),
      ].join(''),
    }),
  ].join('')
}

const plates = (colour: string): string => {
  const glaze = { colour, gloss: 0.4 }
  const under = (at: Point, radius: number) =>
    turned({
      at,
      surface: { colour: tone(colour, -0.12), gloss: 0.1 },
      bands: [[13, glaze]],
      profile: [
        [0, radius * 0.7],
        [0, radius * 0.7],
        [10, radius * 0.94],
        [20, radius],
        [26, radius],
        [28, radius - 3],
      ],
    })
  const gap = ([x, y]: Point, radius: number) =>
    blurred(path(ellipsePath(x + 5, y + 3, [radius, radius * 0.185]), { fill: tone(colour, -0.7), opacity: 0.5 }), 5)
  const top: Point = [538, FLOOR - 4 - 4 * 30 - 2 * 27]
  const rim: Point = [top[0], top[1] - 28]
  const dish = (k: number, shade: number) =>
    path(ellipsePath(rim[0] + (1 - k) * 10, rim[1] + (1 - k) * 10, [250 * k, 250 * k * 0.176]), {
      fill: linear([
        [0, tone(colour, -0.16 + shade)],
        [0.5, tone(colour, 0.06 + shade)],
        [1, tone(colour, 0.28 + shade)],
      ]),
    })
  return [
    shadowOf([540, FLOOR], 250, 200),
    ...[0, 1, 2, 3].map((index) => {
      const at: Point = [540 + [0, 4, -3, 3][index]!, FLOOR - 4 - index * 30]
      return (index ? gap([at[0], at[1]], 318) : '') + under(at, 334)
    }),
    ...[0, 1, 2].map((index) => {
      const at: Point = [538 + [2, -3, 0][index]!, FLOOR - 4 - 4 * 30 - index * 27]
      return gap([at[0], at[1]], index ? 236 : 250) + under(at, 250)
    }),
    path(ellipsePath(rim[0], rim[1], [250, 44]), { fill: tone(colour, 0.3) }),
    dish(0.975, -0.03),
    blurred(path(ellipsePath(rim[0], rim[1] + 4, [176, 29]), { fill: tone(colour, -0.3), opacity: 0.45 }), 4),
    dish(0.69, 0.03),
    specks(ellipsePath(rim[0], rim[1], [250, 44]), colour, 0.4),
  ].join('')
}

const bowl = (inside: string, holding: string): string => {
  const at: Point = [540, FLOOR]
  const profile = pairs('0 132, 0 132, 16 134, 24 150, 70 240, 150 306, 230 334, 238 335')
  const clay = { colour: inside === colours.terracotta ? colours.raw : '#d9c7ad', gloss: 0.08 }
  return [
    blurred(path(ellipsePath(620, FLOOR + 4, [340, 52]), { fill: 'currentColor', opacity: 0.3 }), 30),
    shadowOf(at, 138, 120),
    vessel({
      at,
      profile,
      surface: clay,
      bands: [[206, { colour: inside, gloss: 0.6 }]],
      lip: 14,
      inside: { colour: inside, gloss: 0.7 },
      holding,
      over: specks(silhouette({ at, profile, surface: clay }), clay.colour, 0.5),
    }),
  ].join('')
}

const mill = (at: Point, size: number, waist: number): string => {
  const s = (h: number, r: number): [number, number] => [h * size, r]
  const walnut = { colour: colours.walnut, gloss: 0.45 }
  const profile: Profile = [
    s(0, 92),
    s(0, 92),
    s(10, 98),
    s(60, 90),
    s(150, waist),
    s(240, waist - 6),
    s(330, waist + 14),
    s(372, 74),
    s(384, 70),
    s(384, 70),
    s(388, 60),
    s(394, 60),
    s(394, 66),
    s(400, 74),
    s(450, 84),
    s(490, 62),
    s(506, 24),
    s(508, 12),
  ]
  const outline = silhouette({ at, profile, surface: walnut })
  return [
    shadowOf(at, 95, 460 * size),
    turned({ at, profile, surface: walnut, over: grain(outline, colours.walnut, { is_upright: true, strength: 0.75 }) }),
    turned({
      at: [at[0], at[1] - 506 * size],
      surface: brass,
      profile: pairs('0 14, 0 14, 6 20, 22 24, 36 17, 40 4'),
    }),
  ].join('')
}

const metal = (colour: string) => linear(tones(colour, '0 0.5, 0.28 0.75, 0.5 0, 0.8 -0.28, 1 0.1'), 20)

const cutlery = (colour: string, paper: 'sage' | 'clay', cloth: string): string => {
  const fork = `M13 -20C11 60 15 200 22 380Q24 420 0 420Q-24 420 -22 380C-15 200 -11 60 -13 -20C-16 -70 -58 -90 -58 -160V-330Q-58 -344 -51 -344Q-44 -344 -43 -330L-38 -206Q-34 -190 -30 -206L-26 -334Q-25 -348 -18.500 -348Q-12 -348 -11 -334L-8 -206Q0 -188 8 -206L11 -334Q12 -348 18.500 -348Q25 -348 26 -334L30 -206Q34 -190 38 -206L43 -330Q44 -344 51 -344Q58 -344 58 -330V-160C58 -90 16 -70 13 -20z`
  const knife =
    'M-15 40C-18 160 -22 260 -23 380Q-23 420 0 420Q23 420 22 380C20 260 17 160 17 60Q18 34 34 10C44 -140 40 -260 6 -346Q-6 -368 -18 -350C-24 -220 -22 -60 -15 40z'
  const spoonPath =
    'M12 -60C11 60 15 200 22 380Q24 420 0 420Q-24 420 -22 380C-15 200 -11 60 -12 -60C-16 -100 -66 -140 -66 -232C-66 -310 -34 -352 0 -352C34 -352 66 -310 66 -232C66 -140 16 -100 12 -60z'
  const lay = (x: number, d: string, over = '') =>
    group(
      `translate(${x} 664)`,
      dropShadow(d, 14),
      soft(d, colour, { edge: 9, contrast: 1.25, over: path(d, { fill: metal(colour), opacity: 0.85 }) + over }),
    )
  const napkin = roundRect(200, 190, { w: 680, h: 970, r: 8 })
  const fold = (y: number) => blurred(path(`M200 ${y}H880`, { stroke: tone(cloth, -0.3), width: 5, opacity: 0.4 }), 3)
  return flatLay(paper, [
    dropShadow(napkin, 16),
    soft(napkin, cloth, {
      edge: 12,
      contrast: 0.6,
      over: weave(napkin, cloth, 0.4) + fold(670) + blurred(path('M200 676H880', { stroke: '#fff', width: 4, opacity: 0.4 }), 2),
    }),
    path(roundRect(216, 206, { w: 648, h: 938, r: 4 }), { stroke: tone(cloth, -0.2), width: 2.5, opacity: 0.6 }),
    lay(362, fork),
    lay(540, knife, blurred(path('M4 -330C26 -240 30 -130 26 -20L18 40', { stroke: '#fff', width: 9, opacity: 0.75 }), 3)),
    lay(
      722,
      spoonPath,
      blurred(path(ellipsePath(6, -225, [42, 90]), { fill: tone(colour, -0.3), opacity: 0.5 }), 14) +
        blurred(path(ellipsePath(22, -190, [16, 50]), { fill: '#fff', opacity: 0.7 }), 9),
    ),
  ])
}

const boards = (): string => {
  const loaf: Point = [756, 1090]
  return studio('sage', [
    board([250, HORIZON + 95], { w: 440, h: 690, seed: 4 }),
    board([452, HORIZON + 140], { w: 330, h: 480, seed: 9 }),
    shadowOf([loaf[0] - 400, loaf[1] + 20], 70, 90),
    lemon(loaf[0] - 400, loaf[1] - 30, -8),
  ])
}

const fruit = [lemon(420, 838, -14), lemon(650, 832, 18), lemon(540, 800, 4), lemon(510, 850, 30)].join('')

export const kitchen: Record<string, () => string> = {
  'enamel-kettle-1': () => studio('butter', [kettle(colours.sage)]),
  'enamel-kettle-2': () => studio('mist', [kettle(colours.brick)]),
  'cast-iron-casserole-1': () => studio('blush', [casserole(colours.midnight)]),
  'cast-iron-casserole-2': () => studio('sage', [casserole(colours.ochre)]),
  'oak-chopping-board-1': boards,
  'wooden-spoon-set-1': () => studio('mist', [spoonJar()]),
  'everyday-plates-1': () => studio('clay', [plates(colours.oat)]),
  'everyday-plates-2': () => studio('oat', [plates(colours.slate)]),
  'serving-bowl-1': () => studio('mist', [bowl(colours.terracotta, fruit)]),
  'serving-bowl-2': () => studio('blush', [bowl(colours.fjord, '')]),
  'walnut-pepper-mill-1': () => studio('oat', [mill([440, FLOOR - 10], 1.22, 58), mill([670, FLOOR + 24], 0.8, 62)]),
  'matt-cutlery-1': () => cutlery(colours.steel, 'clay', colours.linen),
  'matt-cutlery-2': () => cutlery(colours.brass, 'sage', colours.slate),
}
