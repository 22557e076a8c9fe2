import { mix, tone, tones } from './colour.ts'
import { colours } from './palette.ts'
import { branch, budded, eucalyptus, plume } from './plants.ts'
import { grain, nap, soft, specks, tube, weave, wood } from './soft.ts'
import { dropShadow, FLOOR, flatness, shadowOf, studio } from './studio.ts'
import { blurred, clipped, ellipsePath, group, linear, n, type Point, pairs, path, radial, roundRect, smooth } from './svg.ts'
import { silhouette, turned, vessel } from './turned.ts'

export const budVase = (colour: string, stem: string, at: Point = [530, FLOOR]): string => {
  const profile = pairs('0 116, 0 116, 14 134, 90 206, 180 222, 270 176, 330 92, 372 48, 430 38, 470 48, 476 52')
  const glaze = { colour, gloss: 0.5 }
  return [
    shadowOf(at, 120, 440),
    vessel({
      at,
      profile,
      surface: glaze,
      lip: 13,
      holding: stem,
      over: specks(silhouette({ at, profile, surface: glaze }), colour, 0.24),
    }),
  ].join('')
}

export const tallVase = (): string => {
  const at: Point = [540, FLOOR + 10]
  const profile = pairs('0 150, 0 150, 16 164, 140 190, 300 206, 420 190, 510 128, 560 98, 610 106, 622 112')
  const clay = { colour: '#ded4c4', gloss: 0.02 }
  const outline = silhouette({ at, profile, surface: clay })
  const holding = [
    plume(pairs('530 560, 500 380, 410 200, 330 60'), { colour: '#d9c19a', size: 60 }),
    plume(pairs('545 560, 560 340, 590 170, 600 0'), { colour: '#e3cfac', size: 64 }),
    budded(pairs('560 560, 620 400, 730 260, 860 170'), { colour: '#c98368', count: 11, size: 13 }),
    plume(pairs('540 560, 530 420, 480 260, 470 120'), { colour: '#cfb489', size: 50 }),
  ].join('')
  return [
    shadowOf(at, 152, 640),
    vessel({
      at,
      profile,
      surface: clay,
      lip: 16,
      holding,
      over: nap(outline, clay.colour, 0.35) + grain(outline, '#b7a68d', { strength: 0.35 }),
    }),
  ].join('')
}

const spokes = (count: number, draw: (index: number) => string, [x, y]: Point) =>
  Array.from({ length: count }, (_, index) => group(`rotate(${(index * 360) / count} ${x} ${y})`, draw(index))).join('')

const wallClock = (face: string, mark: string): string => {
  const [x, y, r] = [540, 520, 330]
  const ring = ellipsePath(x, y, [r, r])
  const dial = ellipsePath(x, y, [r - 36, r - 36])
  const hand = (turn: number, d: string) =>
    group(
      `rotate(${turn} ${x} ${y})`,
      blurred(path(d, { fill: '#1f1a18', opacity: 0.35, turn: 'translate(7 9)' }), 5),
      soft(d, colours.brass, { edge: 5 }),
    )
  return [
    dropShadow(ring, 40),
    soft(ring, colours.ash, { edge: 18, over: grain(ring, colours.ash, { strength: 0.4 }) }),
    path(dial, {
      fill: linear(tones(face, '0 0.12, 0.5 0, 1 -0.12'), 50),
    }),
    clipped(
      dial,
      blurred(
        path(`M-400 -400h2000v2000h-2000z${ellipsePath(x + 14, y + 18, [r - 40, r - 40])}`, { fill: '#2a2320', opacity: 0.5 }).replace(
          '<path',
          '<path fill-rule="evenodd"',
        ),
        16,
      ),
    ),
    spokes(
      12,
      (index) =>
        path(roundRect(x - (index % 3 ? 3 : 5), y - r + 66, { w: index % 3 ? 6 : 10, h: index % 3 ? 34 : 50, r: 3 }), { fill: mark }),
      [x, y],
    ),
    hand(-56, `M${x - 9} ${y + 40}L${x - 7} ${y - 150}Q${x} ${y - 160} ${x + 7} ${y - 150}L${x + 9} ${y + 40}z`),
    hand(62, `M${x - 7} ${y + 52}L${x - 5} ${y - 222}Q${x} ${y - 232} ${x + 5} ${y - 222}L${x + 7} ${y + 52}z`),
    turned({
      at: [x, y + 12],
      surface: { colour: colours.brass, gloss: 0.7, is_metal: true },
      profile: pairs('0 18, 0 18, 6 17, 10 8'),
      flat: 0.95,
    }),
    clipped(
      dial,
      path(`M${x - 330} ${y - 60}L${x - 20} ${y - 340}L${x + 120} ${y - 340}L${x - 330} ${y + 130}z`, { fill: '#ffffff', opacity: 0.1 }),
    ),
  ].join('')
}

/** A straight leg, thicker above. */
const leg = ([x, y]: Point, [footX, footY]: Point, { colour, width }: { colour: string; width: number }): string => {
  const foot = width * 0.62
  const d = `M${n(x - width / 2)} ${n(y)}L${n(x + width / 2)} ${n(y)}L${n(footX + foot / 2)} ${n(footY)}Q${n(footX)} ${n(footY + foot * 0.32)} ${n(footX - foot / 2)} ${n(footY)}z`
  return soft(d, colour, { edge: width * 0.4, contrast: 1.15, over: grain(d, colour, { is_upright: true, strength: 0.35 }) })
}

const stool = (colour: string): string => {
  const y = FLOOR - 560
  const seat = pairs('0 222, 0 222, 10 240, 30 252, 50 250, 60 240')
  const top = { colour, gloss: 0.25 }
  const at: Point = [540, y + 36]
  const rim: Point = [540, y - 24]
  const disc = ellipsePath(rim[0], rim[1], [242, 242 * flatness(rim[1])])
  const wedge = (x: number, dy: number) => path(ellipsePath(x, rim[1] + dy, [26, 5.5]), { fill: tone(colour, -0.32) })
  return [
    ...[
      [350, FLOOR + 24],
      [548, FLOOR - 54],
      [744, FLOOR + 30],
    ].map(([x = 0, foot = 0]) => shadowOf([x, foot], 26, 60)),
    blurred(path(ellipsePath(640, FLOOR + 4, [300, 44]), { fill: 'currentColor', opacity: 0.26 }), 30),
    leg([542, y], [548, FLOOR - 54], { colour: tone(colour, -0.18), width: 46 }),
    tube(`M398 ${FLOOR - 210}L698 ${FLOOR - 206}`, 24, { colour: tone(colour, -0.06), gloss: 0.15 }),
    leg([416, y + 20], [350, FLOOR + 24], { colour, width: 52 }),
    leg([668, y + 20], [744, FLOOR + 30], { colour: tone(colour, -0.06), width: 52 }),
    blurred(path(ellipsePath(540, y + 46, [215, 34]), { fill: tone(colour, -0.7), opacity: 0.5 }), 14),
    turned({ at, profile: seat, surface: top, over: grain(silhouette({ at, profile: seat, surface: top }), colour, { strength: 0.4 }) }),
    clipped(
      disc,
      path(disc, {
        fill: radial(
          [
            [0, tone(colour, -0.04)],
            [0.6, tone(colour, 0.06)],
            [1, tone(colour, 0.2)],
          ],
          [0.55, 0.6],
          0.6,
        ),
      }) +
        grain(disc, colour, { strength: 0.5, seed: 7 }) +
        wedge(420, -4) +
        wedge(664, -4) +
        wedge(545, -22),
    ),
  ].join('')
}

const basket = (): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const straw = '#c7a56b'
  const profile = pairs('0 226, 0 226, 20 250, 120 296, 260 310, 400 288, 430 286')
  const radius = (h: number) => (h < 120 ? 232 + h * 0.53 : h < 260 ? 296 + (h - 120) * 0.1 : 310 - (h - 260) * 0.15)
  const rows = Array.from({ length: 16 }, (_, row) => {
    const [h, r] = [14 + row * 27, radius(14 + row * 27)]
    return Array.from({ length: 27 }, (_, index) => {
      const turn = ((index + (row % 2 ? 0.5 : 0)) / 27 - 0.5) * Math.PI
      const narrow = Math.cos(turn)
      if (narrow < 0.09) return ''
      const [cx, cy] = [x + r * Math.sin(turn), y - h + r * flatness(y - h) * narrow]
      const lit = 0.2 - (Math.sin(turn) + 0.5) * 0.3 + ((index * 7 + row * 3) % 5) * 0.028
      const [w, t] = [23 * narrow, 12.5]
      const knot = `M${n(cx - w)} ${n(cy + 7)}C${n(cx - w * 0.6)} ${n(cy - t)} ${n(cx + w * 0.5)} ${n(cy - t - 4)} ${n(cx + w)} ${n(cy - 7)}C${n(cx + w * 0.6)} ${n(cy + t)} ${n(cx - w * 0.5)} ${n(cy + t + 3)} ${n(cx - w)} ${n(cy + 7)}z`
      return (
        path(knot, { fill: tone(straw, lit) }) +
        path(`M${n(cx - w * 0.6)} ${n(cy - 2)}Q${n(cx)} ${n(cy - 9)} ${n(cx + w * 0.6)} ${n(cy - 8)}`, {
          stroke: tone(straw, lit + 0.26),
          width: 2.5,
          opacity: 0.8,
        })
      )
    }).join('')
  })
  const blanket = soft(
    smooth(pairs('300 690, 330 590, 430 566, 470 520, 600 512, 660 560, 760 580, 784 690, 540 740'), { closed: true }),
    colours.fog,
    { edge: 34, over: weave('M280 480h520v300h-520z', colours.fog, 0.5) },
  )
  const fold = blurred(
    path('M440 570C520 620 600 640 700 700M600 516C610 560 680 600 770 620', { stroke: tone(colours.fog, -0.4), width: 9, opacity: 0.5 }),
    6,
  )
  const handle = (side: number) =>
    tube(`M${x + side * 262} ${y - 396}C${x + side * 250} ${y - 500} ${x + side * 370} ${y - 490} ${x + side * 318} ${y - 366}`, 30, {
      colour: tone(straw, -0.04),
      gloss: 0.1,
    })
  return [
    shadowOf(at, 240, 420),
    vessel({
      at,
      profile,
      surface: { colour: tone(straw, -0.42), gloss: 0 },
      lip: 22,
      inside: { colour: tone(straw, -0.25) },
      holding: blanket + fold,
      over: rows.join(''),
    }),
    handle(-1),
    handle(1),
  ].join('')
}

const mirror = (): string => {
  const [x, y, r] = [540, 500, 345]
  const ring = ellipsePath(x, y, [r, r])
  const pane = ellipsePath(x, y, [r - 17, r - 17])
  const streak = (shift: number, width: number) =>
    path(`M${x - 500 + shift} ${y + 400}L${x + 100 + shift} ${y - 400}h${width}L${x - 500 + shift + width} ${y + 400}z`, {
      fill: '#ffffff',
      opacity: 0.26,
    })
  const room = branch(pairs('790 900, 740 700, 690 560, 640 440'), { colour: '#9fb39a', stem: '#a8a898', count: 9, size: 130, shape: 0.4 })
  return [
    dropShadow(ring, 36),
    soft(ring, colours.brass, { edge: 10, contrast: 1.4 }),
    path(pane, {
      fill: linear(
        [
          [0, '#f1f4f2'],
          [0.4, '#cfdbdd'],
          [0.75, '#b3c5ca'],
          [1, '#d5dfdf'],
        ],
        52,
      ),
    }),
    clipped(
      pane,
      blurred(path(`M0 ${y + 150}H1080V1200H0z`, { fill: '#dcd8cd', opacity: 0.75 }), 8) +
        blurred(group('', room), 3.5) +
        streak(120, 110) +
        streak(270, 34),
    ),
    path(ellipsePath(x, y, [r - 17, r - 17]), { stroke: tone(colours.brass, -0.5), width: 3, opacity: 0.6 }),
  ].join('')
}

const frame = ([x, y]: Point, { w, h }: { w: number; h: number }): string => {
  const [bar, mat] = [34, 92]
  const box = (inset: number) => ({ x: x + inset, y: y - h + inset, w: w - inset * 2, h: h - inset * 2 })
  const rect = (inset: number) => `M${box(inset).x} ${box(inset).y}h${box(inset).w}v${box(inset).h}h${-box(inset).w}z`
  const paper = rect(bar + mat)
  const [px, py, pw, ph] = [box(bar + mat).x, box(bar + mat).y, box(bar + mat).w, box(bar + mat).h]
  const hill = (top: number, colour: string, lift: number) =>
    path(
      `M${px} ${py + top}C${px + pw * 0.3} ${py + top - lift} ${px + pw * 0.55} ${py + top + lift * 0.7} ${px + pw} ${py + top - lift * 0.4}V${py + ph}H${px}z`,
      { fill: colour },
    )
  return [
    dropShadow(rect(0), 34),
    blurred(path(ellipsePath(x + w / 2 + 20, y + 4, [w * 0.53, 15]), { fill: 'currentColor', opacity: 0.5 }), 8),
    wood(rect(0), colours.ash, { edge: 9, is_upright: true, strength: 0.45 }),
    path(`M${x} ${y - h}l${bar} ${bar}M${x + w} ${y - h}l${-bar} ${bar}M${x} ${y}l${bar} ${-bar}M${x + w} ${y}l${-bar} ${-bar}`, {
      stroke: colours.walnut,
      width: 4,
      opacity: 0.8,
      cap: 'butt',
    }),
    path(rect(bar), {
      fill: linear(
        [
          [0, '#fbf8f1'],
          [1, '#ece6d9'],
        ],
        60,
      ),
    }),
    clipped(
      rect(bar),
      blurred(
        path(`M-99 -99h2000v2000h-2000z${rect(bar + 8)}`, { fill: '#4a3b30', opacity: 0.4, turn: 'translate(6 8)' }).replace(
          '<path',
          '<path fill-rule="evenodd"',
        ),
        9,
      ),
    ),
    path(paper, { fill: '#efd9bd' }),
    clipped(
      paper,
      path(ellipsePath(px + pw * 0.62, py + ph * 0.34, [pw * 0.2, pw * 0.2]), { fill: '#d5714b' }) +
        hill(ph * 0.52, '#8ba093', 60) +
        hill(ph * 0.66, '#4f7076', 46) +
        hill(ph * 0.82, '#2f4858', 30),
    ),
    path(rect(bar + mat), { stroke: '#b9ab94', width: 2, opacity: 0.6 }),
    path(`M${x + bar} ${y - h * 0.42}L${x + w * 0.62} ${y - h + bar}h110L${x + bar} ${y - h * 0.24}z`, { fill: '#ffffff', opacity: 0.14 }),
  ].join('')
}

const chair = (colour: string): string => {
  const seatY = FLOOR - 420
  const seat = `M318 ${seatY + 6}C316 ${seatY - 40} 360 ${seatY - 70} 430 ${seatY - 72}H650C720 ${seatY - 70} 764 ${seatY - 40} 762 ${seatY + 6}C760 ${seatY + 34} 700 ${seatY + 48} 540 ${seatY + 48}C380 ${seatY + 48} 320 ${seatY + 34} 318 ${seatY + 6}z`
  const spindle = (index: number) => {
    const [from, to] = [392 + index * 59.2, 366 + index * 69.6]
    return tube(`M${n(from)} ${seatY - 48}L${n(to)} ${seatY - 440}`, index === 0 || index === 5 ? 24 : 17, {
      colour: tone(colour, -0.04),
      gloss: 0.35,
    })
  }
  const rail = `M314 ${seatY - 432}C400 ${seatY - 486} 680 ${seatY - 486} 766 ${seatY - 432}Q778 ${seatY - 420} 768 ${seatY - 392}C680 ${seatY - 424} 400 ${seatY - 424} 312 ${seatY - 392}Q302 ${seatY - 420} 314 ${seatY - 432}z`
  return [
    blurred(path(ellipsePath(640, FLOOR - 14, [340, 52]), { fill: 'currentColor', opacity: 0.26 }), 30),
    ...[
      [306, FLOOR + 34],
      [776, FLOOR + 34],
      [392, FLOOR - 62],
      [690, FLOOR - 62],
    ].map(([x = 0, y = 0]) => shadowOf([x, y], 20, 50)),
    leg([416, seatY - 10], [392, FLOOR - 62], { colour: tone(colour, -0.22), width: 36 }),
    leg([664, seatY - 10], [690, FLOOR - 62], { colour: tone(colour, -0.26), width: 36 }),
    ...[0, 1, 2, 3, 4, 5].map(spindle),
    soft(rail, colour, { edge: 18, over: grain(rail, colour, { strength: 0.25 }) }),
    tube(`M344 ${FLOOR - 190}L736 ${FLOOR - 190}`, 20, { colour: tone(colour, -0.1), gloss: 0.25 }),
    leg([366, seatY + 26], [306, FLOOR + 34], { colour, width: 44 }),
    leg([714, seatY + 26], [776, FLOOR + 34], { colour: tone(colour, -0.06), width: 44 }),
    soft(seat, colour, {
      edge: 20,
      contrast: 0.9,
      over:
        grain(seat, colour, { strength: 0.3 }) +
        blurred(path(ellipsePath(550, seatY - 18, [150, 24]), { fill: tone(colour, -0.4), opacity: 0.35 }), 16),
    }),
    clipped(
      seat,
      path(`M300 ${seatY + 14}C400 ${seatY + 34} 680 ${seatY + 34} 780 ${seatY + 14}V${seatY + 60}H300z`, {
        fill: tone(colour, -0.3),
        opacity: 0.55,
      }),
    ),
  ].join('')
}

const stem = eucalyptus(pairs('534 640, 548 480, 596 340, 700 190'), { colour: '#84a08f', size: 84, count: 7 })
const olive = branch(pairs('530 640, 516 460, 440 320, 330 220'), { colour: '#87935f', count: 13, size: 120, shape: 0.24 })

export const home: Record<string, () => string> = {
  'bud-vase-1': () => studio('sage', [budVase(colours.blush, stem)]),
  'bud-vase-2': () =>
    studio('lilac', [
      budVase(colours.ochre, budded(pairs('532 640, 560 470, 650 340, 760 250'), { colour: '#b9525a', count: 9, size: 16 })),
    ]),
  'bud-vase-3': () => studio('blush', [budVase(colours.ink, olive)]),
  'tall-vase-1': () => studio('clay', [tallVase()], { zoom: 0.94 }),
  'quiet-wall-clock-1': () => studio('mist', [wallClock('#f3eee3', '#4a4744')], { zoom: 1 }),
  'quiet-wall-clock-2': () => studio('blush', [wallClock(colours.forest, '#e9dfc8')], { zoom: 1 }),
  'three-legged-stool-1': () => studio('mist', [stool(colours.oak)]),
  'three-legged-stool-2': () => studio('clay', [stool(mix(colours.black, colours.walnut, 0.15))]),
  'seagrass-basket-1': () => studio('blush', [basket()]),
  'brass-mirror-1': () => studio('sage', [mirror()], { zoom: 1 }),
  'ash-picture-frame-1': () => studio('lilac', [frame([260, FLOOR - 60], { w: 560, h: 740 })], { zoom: 1.06 }),
  'spindle-chair-1': () => studio('butter', [chair(colours.forest)], { zoom: 1.04 }),
  'spindle-chair-2': () => studio('sage', [chair(colours.beech)], { zoom: 1.04 }),
}
