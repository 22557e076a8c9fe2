import { tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { soft, specks, weave } from './soft.ts'
import { dropShadow, FLOOR, flatLay, shadowOf } from './studio.ts'
import { blurred, ellipsePath, group, linear, type Point, pairs, path, roundRect, smooth } from './svg.ts'
import { type Profile, silhouette, turned, vessel } from './turned.ts'

/** One plate of a stack, seen from the side, and the dark gap below it. */
const stackedPlate = (colour: string, at: Point, { radius, gap }: { radius: number; gap: number }): string => {
  const glaze = { colour, gloss: 0.4 }
  const scale: Profile = pairs('0 0.7, 0 0.7, 10 0.94, 20 1, 26 1, 28 0.99').map(([h, r]) => [h, r * radius])
  const shade = blurred(path(ellipsePath(at[0] + 5, at[1] + 3, [gap, gap * 0.185]), { fill: tone(colour, -0.7), opacity: 0.5 }), 5)
  return (gap ? shade : '') + turned({ at, surface: { colour: tone(colour, -0.12), gloss: 0.1 }, bands: [[13, glaze]], profile: scale })
}

export const plates = (colour: string): string => {
  const rim: Point = [538, FLOOR - 206]
  const dish = (k: number, shade: number) =>
    path(ellipsePath(rim[0] + (1 - k) * 10, rim[1] + (1 - k) * 10, [250 * k, 250 * k * 0.176]), {
      fill: linear(tones(tone(colour, shade), '0 -0.16, 0.5 0.06, 1 0.28')),
    })
  return [
    shadowOf([540, FLOOR], 250, 200),
    ...[0, 4, -3, 3].map((shift, index) =>
      stackedPlate(colour, [540 + shift, FLOOR - 4 - index * 30], { radius: 334, gap: index ? 318 : 0 }),
    ),
    ...[2, -3, 0].map((shift, index) =>
      stackedPlate(colour, [538 + shift, FLOOR - 124 - index * 27], { radius: 250, gap: index ? 236 : 250 }),
    ),
    path(ellipsePath(rim[0], rim[1], [250, 44]), { fill: tone(colour, 0.3) }),
    dish(0.975, -0.03),
    blurred(path(ellipsePath(rim[0], rim[1] + 4, [176, 29]), { fill: tone(colour, -0.3), opacity: 0.45 }), 4),
    dish(0.69, 0.03),
    specks(ellipsePath(rim[0], rim[1], [250, 44]), colour, 0.4),
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

export const fruit = [lemon(420, 838, -14), lemon(650, 832, 18), lemon(540, 800, 4), lemon(510, 850, 30)].join('')

export const bowl = (inside: string, holding: string): string => {
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

const metal = (colour: string) => linear(tones(colour, '0 0.5, 0.28 0.75, 0.5 0, 0.8 -0.28, 1 0.1'), 20)

export const cutlery = (colour: string, paper: 'sage' | 'clay', cloth: string): string => {
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
      over: weave(napkin, cloth, 0.24) + fold(670) + blurred(path('M200 676H880', { stroke: '#fff', width: 4, opacity: 0.4 }), 2),
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
