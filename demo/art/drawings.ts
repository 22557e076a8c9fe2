/** Every picture of the demo shop by its base name: which thing, in which colour, on which paper. */
import { backpack, tote, washBag, weekender } from './bags.ts'
import { candle, chamberstick, lantern, tapers } from './candles.ts'
import { alarm, wallClock } from './clocks.ts'
import { mix } from './colour.ts'
import { boards, casserole, kettle, mill, spoonJar } from './cookware.ts'
import { enamelMug, espressoPair, jug, mug, teapot } from './cups.ts'
import { dispenser, hexPen, letters, notebook, penCup, pencilBeside, pencilBox } from './desk.ts'
import { blanket, napkins, rolled, towels } from './folded.ts'
import { chair, frame, mirror, stool } from './furniture.ts'
import { nestingBox, trough, trowelAndFork, wateringCan } from './garden.ts'
import { carafe, mister, pourOver, tumblers } from './glassware.ts'
import { armLamp, mushroom, pendant, tableLamp } from './lamps.ts'
import { colours } from './palette.ts'
import { budded } from './plants.ts'
import { hangingPlanter, pot, rubberPlant } from './pots.ts'
import { FLOOR, flatLay, studio } from './studio.ts'
import { pairs } from './svg.ts'
import { bowl, cutlery, fruit, plates } from './tableware.ts'
import { apron, cushions, hotWaterBottle, rug, teaTowel } from './textiles.ts'
import { bottle, lunchBox, travelCup } from './travel.ts'
import { basket, budVase, eucalyptusStem, oliveBranch, tallVase } from './vases.ts'

export const drawings: Record<string, () => string> = {
  // kitchen
  'enamel-kettle-1': () => studio('butter', [kettle(colours.sage)]),
  'enamel-kettle-2': () => studio('mist', [kettle(colours.brick)]),
  'cast-iron-casserole-1': () => studio('blush', [casserole(colours.midnight)], { zoom: 1.15 }),
  'cast-iron-casserole-2': () => studio('sage', [casserole(colours.ochre)], { zoom: 1.15 }),
  'oak-chopping-board-1': boards,
  'wooden-spoon-set-1': () => studio('mist', [spoonJar()]),
  'everyday-plates-1': () => studio('clay', [plates(colours.oat)], { zoom: 1.3 }),
  'everyday-plates-2': () => studio('oat', [plates(colours.slate)], { zoom: 1.3 }),
  'serving-bowl-1': () => studio('mist', [bowl(colours.terracotta, fruit)], { zoom: 1.26 }),
  'serving-bowl-2': () => studio('blush', [bowl(colours.fjord, '')], { zoom: 1.26 }),
  'walnut-pepper-mill-1': () => studio('oat', [mill([440, FLOOR - 10], 1.22, 58), mill([670, FLOOR + 24], 0.8, 62)]),
  'matt-cutlery-1': () => cutlery(colours.steel, 'clay', colours.linen),
  'matt-cutlery-2': () => cutlery(colours.brass, 'sage', colours.slate),

  // cups-and-jugs
  'stoneware-mug-1': () => studio('clay', [mug(colours.indigo)]),
  'stoneware-mug-2': () => studio('sage', [mug(colours.oat)]),
  'stoneware-mug-3': () => studio('blush', [mug(colours.sage)]),
  'stoneware-mug-4': () => studio('mist', [mug(colours.terracotta)]),
  'espresso-cups-1': () => studio('sage', espressoPair(colours.clay), { zoom: 1.2 }),
  'espresso-cups-2': () => studio('oat', espressoPair(colours.ink), { zoom: 1.2 }),
  'round-teapot-1': () => studio('blush', [teapot(colours.celadon)]),
  'round-teapot-2': () => studio('butter', [teapot(colours.charcoal)]),
  'water-jug-1': () => studio('mist', [jug([520, FLOOR], 1.06)]),
  'water-jug-2': () => studio('lilac', [jug([420, FLOOR - 30], 0.98), jug([740, FLOOR + 36], 0.62)]),
  'glass-carafe-1': () => studio('lilac', [carafe()]),
  'ribbed-tumblers-1': () => studio('oat', [tumblers(colours.amber, 0.62)]),
  'ribbed-tumblers-2': () => studio('blush', [tumblers(colours.smoke, 0.5)]),
  'pour-over-set-1': () => studio('sage', [pourOver()]),
  'enamel-mug-1': () => studio('moss', [enamelMug(colours.cream, '#2f4670')]),
  'enamel-mug-2': () => studio('clay', [enamelMug(colours.pine, '#e9dcc2')]),

  // home
  'bud-vase-1': () => studio('sage', [budVase(colours.blush, eucalyptusStem)]),
  'bud-vase-2': () =>
    studio('lilac', [
      budVase(colours.ochre, budded(pairs('532 640, 560 470, 650 340, 760 250'), { colour: '#b9525a', count: 9, size: 16 })),
    ]),
  'bud-vase-3': () => studio('blush', [budVase(colours.ink, oliveBranch)]),
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

  // lighting
  'ceramic-table-lamp-1': () => studio('dusk', [tableLamp(colours.fjord)], { zoom: 1.06 }),
  'ceramic-table-lamp-2': () => studio('moss', [tableLamp(colours.sand)], { zoom: 1.06 }),
  'mushroom-lamp-1': () => studio('clay', [mushroom(colours.brick)]),
  'mushroom-lamp-2': () => studio('dusk', [mushroom(colours.cream)]),
  'dome-pendant-1': () => studio('oat', [pendant(colours.pine)], { zoom: 1 }),
  'dome-pendant-2': () => studio('dusk', [pendant(colours.ochre)], { zoom: 1 }),
  'arm-desk-lamp-1': () => studio('blush', [armLamp(colours.ink)], { zoom: 1.05 }),
  'arm-desk-lamp-2': () => studio('moss', [armLamp(colours.cream)], { zoom: 1.05 }),
  'carry-lantern-1': () => studio('dusk', [lantern()]),
  'carry-lantern-2': () =>
    studio('moss', [lantern([360, FLOOR - 20], 0.86), blanket(colours.rust, { x: 760, y: FLOOR + 26, w: 420, layers: 3 })], { zoom: 0.98 }),
  'beeswax-tapers-1': () => studio('mist', [tapers()], { zoom: 1.14 }),
  'scented-candle-1': () => studio('sage', [candle(colours.sage)]),
  'scented-candle-2': () => studio('blush', [candle(colours.rust)]),
  'scented-candle-3': () => studio('lilac', [candle(colours.ochre)]),
  'brass-candle-holder-1': () => studio('dusk', [chamberstick()]),

  // textiles
  'wool-blanket-1': () => studio('sage', [blanket(colours.rust, { x: 530, y: FLOOR + 10, w: 680, layers: 4 })], { zoom: 1.22 }),
  'wool-blanket-2': () => studio('butter', [blanket(colours.moss, { x: 530, y: FLOOR + 10, w: 680, layers: 4 })], { zoom: 1.22 }),
  'linen-cushion-1': () => studio('mist', [cushions(colours.ochre)]),
  'linen-cushion-2': () => studio('blush', [cushions(colours.fog, colours.ochre)]),
  'waffle-towels-1': () =>
    studio('mist', [towels([colours.chalk, colours.fog, colours.oat, colours.clay], { x: 530, y: FLOOR, w: 600 })], { zoom: 1.26 }),
  'waffle-towels-2': () =>
    studio('oat', [towels([colours.chalk, colours.oat, colours.fog, colours.sea], { x: 530, y: FLOOR, w: 600 })], { zoom: 1.26 }),
  'linen-napkins-1': () =>
    studio(
      'clay',
      [
        napkins([colours.flax, colours.indigo, colours.flax, colours.flax, colours.indigo, colours.flax, colours.indigo, colours.flax], {
          x: 540,
          y: FLOOR,
          w: 560,
        }),
      ],
      { zoom: 1.38 },
    ),
  'striped-tea-towels-1': () => studio('butter', [teaTowel()], { zoom: 1 }),
  'linen-apron-1': () => studio('clay', [apron(colours.slate)], { zoom: 1 }),
  'linen-apron-2': () => studio('mist', [apron(colours.rust)], { zoom: 1 }),
  'flat-woven-rug-1': () => studio('sage', [rug()], { zoom: 1.1 }),
  'hot-water-bottle-1': () => studio('lilac', [hotWaterBottle(colours.oat)], { zoom: 1.06 }),
  'hot-water-bottle-2': () => studio('sage', [hotWaterBottle(colours.berry)], { zoom: 1.06 }),

  // desk
  'cloth-notebook-1': () => flatLay('butter', [notebook(colours.forest), pencilBeside()]),
  'cloth-notebook-2': () => flatLay('mist', [notebook(colours.rust), pencilBeside()]),
  'cloth-notebook-3': () => flatLay('blush', [notebook(colours.ink), pencilBeside()]),
  'brass-pen-1': () => flatLay('sage', [notebook(colours.charcoal), hexPen()]),
  'walnut-pen-cup-1': () => studio('mist', [penCup()]),
  'cedar-pencils-1': () => flatLay('lilac', [pencilBox()]),
  'letter-set-1': () => flatLay('clay', [letters()]),
  'alarm-clock-1': () => studio('sage', [alarm(colours.cream)]),
  'alarm-clock-2': () => studio('mist', [alarm(colours.brick)]),
  'felt-desk-mat-1': () => studio('butter', [rolled({ stripes: ['#8d9195'], back: colours.cork })], { zoom: 1.1 }),
  'tape-dispenser-1': () => studio('blush', [dispenser()], { zoom: 1.26 }),

  // garden
  'terracotta-planter-1': () => studio('mist', [pot([540, FLOOR + 12], 0.94, rubberPlant())], { zoom: 1 }),
  'terracotta-planter-2': () => studio('sage', [pot([400, FLOOR - 40], 1.04), pot([760, FLOOR - 10], 0.72), pot([572, FLOOR + 58], 0.5)]),
  'watering-can-1': () => studio('blush', [wateringCan(colours.pine)]),
  'watering-can-2': () => studio('lilac', [wateringCan(colours.butter)]),
  'trowel-and-fork-1': () => flatLay('sage', [trowelAndFork()]),
  'nesting-box-1': () => studio('mist', [nestingBox()], { zoom: 1 }),
  'hanging-planter-1': () => studio('clay', [hangingPlanter(colours.chalk)], { zoom: 1 }),
  'plant-mister-1': () => studio('sage', [mister()]),
  'herb-trough-1': () => studio('butter', [trough()]),

  // travel
  'insulated-bottle-1': () => studio('oat', [bottle(colours.sea)], { zoom: 1.08 }),
  'insulated-bottle-2': () => studio('sage', [bottle(colours.clay)], { zoom: 1.08 }),
  'insulated-bottle-3': () => studio('blush', [bottle(colours.charcoal)], { zoom: 1.08 }),
  'canvas-weekender-1': () => studio('clay', [weekender(colours.moss)], { zoom: 1.08 }),
  'canvas-weekender-2': () => studio('oat', [weekender(colours.navy)], { zoom: 1.08 }),
  'market-tote-1': () => studio('mist', [tote(colours.natural)], { zoom: 1.02 }),
  'market-tote-2': () => studio('butter', [tote(colours.rust)], { zoom: 1.02 }),
  'wash-bag-1': () => studio('lilac', [washBag(colours.navy)], { zoom: 1.22 }),
  'wash-bag-2': () => studio('mist', [washBag(colours.ochre)], { zoom: 1.22 }),
  'roll-top-backpack-1': () => studio('sage', [backpack(colours.sand)], { zoom: 1.04 }),
  'roll-top-backpack-2': () => studio('butter', [backpack(colours.charcoal)], { zoom: 1.04 }),
  'travel-cup-1': () => studio('blush', [travelCup(colours.chalk)]),
  'travel-cup-2': () => studio('mist', [travelCup(colours.sage)]),
  'steel-lunch-box-1': () => studio('sage', [lunchBox()], { zoom: 1.22 }),
}
