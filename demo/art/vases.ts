import { tone } from './colour.ts'
import { colours } from './palette.ts'
import { branch, budded, eucalyptus, plume } from './plants.ts'
import { grain, nap, soft, specks, tube, weave } from './soft.ts'
import { FLOOR, flatness, shadowOf } from './studio.ts'
import { blurred, n, type Point, pairs, path, smooth } from './svg.ts'
import { silhouette, vessel } from './turned.ts'

export const eucalyptusStem = eucalyptus(pairs('534 640, 548 480, 596 340, 700 190'), { colour: '#84a08f', size: 84, count: 7 })

export const oliveBranch = branch(pairs('530 640, 516 460, 440 320, 330 220'), { colour: '#87935f', count: 13, size: 120, shape: 0.24 })

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

const straw = '#c7a56b'

/** One turn of the rope, seen at an angle: narrower towards the sides. */
const knot = ([x, y]: Point, narrow: number, light: number): string => {
  const [w, t] = [23 * narrow, 12.5]
  const d = `M${n(x - w)} ${n(y + 7)}C${n(x - w * 0.6)} ${n(y - t)} ${n(x + w * 0.5)} ${n(y - t - 4)} ${n(x + w)} ${n(y - 7)}C${n(x + w * 0.6)} ${n(y + t)} ${n(x - w * 0.5)} ${n(y + t + 3)} ${n(x - w)} ${n(y + 7)}z`
  const edge = `M${n(x - w * 0.6)} ${n(y - 2)}Q${n(x)} ${n(y - 9)} ${n(x + w * 0.6)} ${n(y - 8)}`
  return path(d, { fill: tone(straw, light) }) + path(edge, { stroke: tone(straw, light + 0.26), width: 2.5, opacity: 0.8 })
}

/** Sixteen rows of rope around the basket that stands at `x`, `y`. */
const weaving = ([x, y]: Point): string => {
  const radius = (h: number) => (h < 120 ? 232 + h * 0.53 : h < 260 ? 296 + (h - 120) * 0.1 : 310 - (h - 260) * 0.15)
  return Array.from({ length: 16 * 27 }, (_, place) => {
    const [row, index] = [Math.floor(place / 27), place % 27]
    const [h, r] = [14 + row * 27, radius(14 + row * 27)]
    const turn = ((index + (row % 2 ? 0.5 : 0)) / 27 - 0.5) * Math.PI
    const narrow = Math.cos(turn)
    if (narrow < 0.09) return ''
    const light = 0.2 - (Math.sin(turn) + 0.5) * 0.3 + ((index * 7 + row * 3) % 5) * 0.028
    return knot([x + r * Math.sin(turn), y - h + r * flatness(y - h) * narrow], narrow, light)
  }).join('')
}

export const basket = (): string => {
  const at: Point = [540, FLOOR]
  const [x, y] = at
  const profile = pairs('0 226, 0 226, 20 250, 120 296, 260 310, 400 288, 430 286')
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
      over: weaving(at),
    }),
    handle(-1),
    handle(1),
  ].join('')
}
