import { tone } from './colour.ts'
import { brass, colours } from './palette.ts'
import { grain, soft, specks, tube, wood } from './soft.ts'
import { dropShadow, FLOOR, HORIZON, shadowOf, studio } from './studio.ts'
import { blurred, ellipsePath, group, type Point, pairs, path, roundRect, smooth } from './svg.ts'
import { lemon } from './tableware.ts'
import { type Profile, silhouette, turned, vessel } from './turned.ts'

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
    turned({ at: [x, y - 312], surface: glaze, profile: pairs('0 146, 0 146, 8 148, 18 140, 40 92, 52 44, 52 44, 56 26') }),
    turned({ at: [x, y - 364], surface: { colour: colours.beech, gloss: 0.3 }, profile: pairs('0 22, 10 20, 26 34, 46 36, 58 24, 62 8') }),
    turned({ at: [346, y - 262], surface: glaze, profile: pairs('0 12, 20 15, 50 12, 54 2') }),
    turned({ at: [694, y - 262], surface: glaze, profile: pairs('0 12, 20 15, 50 12, 54 2') }),
    tube(bail, 13, { colour: colours.steel, is_metal: true }),
    tube('M420 528C480 492 560 492 620 528', 40, { colour: colours.beech }),
  ].join('')
}

export const casserole = (colour: string): string => {
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
    turned({ at: [x, y - 234], surface: glaze, profile: pairs('0 314, 0 314, 10 318, 20 314, 44 276, 72 200, 90 110, 96 60, 98 40') }),
    turned({ at: [x, y - 330], surface: brass, profile: pairs('0 26, 10 18, 24 18, 34 44, 46 54, 58 50, 66 30, 68 6') }),
  ].join('')
}

export const mill = (at: Point, size: number, waist: number): string => {
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
    turned({ at: [at[0], at[1] - 506 * size], surface: brass, profile: pairs('0 14, 0 14, 6 20, 22 24, 36 17, 40 4') }),
  ].join('')
}

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

export const spoonJar = (): string => {
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

export const boards = (): string => {
  const loaf: Point = [756, 1090]
  return studio('sage', [
    board([250, HORIZON + 95], { w: 440, h: 690, seed: 4 }),
    board([452, HORIZON + 140], { w: 330, h: 480, seed: 9 }),
    shadowOf([loaf[0] - 400, loaf[1] + 20], 70, 90),
    lemon(loaf[0] - 400, loaf[1] - 30, -8),
  ])
}
