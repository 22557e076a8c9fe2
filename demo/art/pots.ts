import { tone } from './colour.ts'
import { colours } from './palette.ts'
import { branch } from './plants.ts'
import { leaf, nap, tube } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, ellipsePath, type Point, pairs, path } from './svg.ts'
import { type Profile, silhouette, turned, vessel } from './turned.ts'

const terracotta = { colour: '#c4734e', gloss: 0.03 }

export const soil = '#4b382c'

export const pot = (at: Point, size: number, holding = ''): string => {
  const [x, y] = at
  const s = (value: number) => value * size
  const scaled = (profile: Profile): Profile => profile.map(([h, r]) => [s(h), s(r)])
  const profile = scaled(pairs('0 134, 0 134, 6 140, 250 188, 262 190, 262 190, 262 210, 262 210, 330 220, 340 216'))
  const rest: Point = [x, y - s(20)]
  return [
    shadowOf(at, s(190), s(320)),
    turned({ at, surface: terracotta, profile: scaled(pairs('0 168, 0 168, 6 178, 40 196, 46 196, 50 188')) }),
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
export const rubberPlant = (): string => {
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

export const hangingPlanter = (colour: string): string => {
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
