import { type DemoEntry, variant, words } from './product.ts'

export const garden: DemoEntry[] = [
  {
    slug: 'terracotta-planter',
    brand: 'Claywater',
    category_slugs: ['garden'],
    translations: {
      en: words`
        Terracotta planter with saucer

        A plain pot of coarse red clay, fired hot enough to stand outside to minus ten degrees if the saucer is emptied. The wall
        breathes, so roots get air and watering mistakes are forgiven. One hole in the bottom, one saucer below it.

        14, 19 or 26 cm across at the rim. White bloom on the outside is lime from the water; leave it, or brush it off with vinegar. The
        plant shown is for company only and stays with us.`,
      de: words`
        Blumentopf aus Terracotta mit Untersetzer

        Ein schlichter Topf aus grobem rotem Ton, heiß genug gebrannt, um bis minus zehn Grad draußen zu stehen, wenn man den Untersetzer
        leert. Die Wand atmet: Wurzeln bekommen Luft, und Gießfehler werden verziehen. Ein Loch im Boden, ein Untersetzer darunter.

        14, 19 oder 26 cm Durchmesser am Rand. Weißer Belag außen ist Kalk aus dem Wasser; lassen oder mit Essig abbürsten. Die Pflanze im
        Bild leistet nur Gesellschaft und bleibt bei uns.`,
    },
    options: [{ name: 'Size', values: ['14 cm', '19 cm', '26 cm'] }],
    variants: [
      variant({ sku: 'LL-4101-01', options: { Size: '14 cm' }, usd: 1800, eur: 1590, on_hand: 66, weight_grams: 780 }),
      variant({ sku: 'LL-4101-02', options: { Size: '19 cm' }, usd: 2900, eur: 2590, on_hand: 40, weight_grams: 1600 }),
      variant({ sku: 'LL-4101-03', options: { Size: '26 cm' }, usd: 4600, eur: 3990, on_hand: 3, weight_grams: 3700 }),
    ],
    pictures: [
      { en: 'Terracotta pot with a rubber plant', de: 'Terracottatopf mit einem Gummibaum' },
      { en: 'Three empty pots in three sizes', de: 'Drei leere Töpfe in drei Größen' },
    ],
  },
  {
    slug: 'watering-can',
    brand: 'Claywater',
    category_slugs: ['garden'],
    translations: {
      en: words`
        Watering can, 1.5 l

        A can for pots and window sills, with a long thin spout that puts the water under the leaves and not on the sofa. Galvanised
        steel, soldered, then powder-coated. The handle is placed so that the can stays in balance from full to empty.

        1.5 litres, 38 cm from handle to spout, 20 cm high. Rinse it when you have used fertiliser, and do not let water freeze in it. A
        brass rose for seedlings can be screwed on and is in the box.`,
      de: words`
        Gießkanne, 1,5 l

        Eine Kanne für Töpfe und Fensterbretter, mit langem, dünnem Ausguss, der das Wasser unter die Blätter bringt und nicht aufs Sofa.
        Verzinkter Stahl, gelötet und pulverbeschichtet. Der Griff sitzt so, dass die Kanne voll wie leer in der Waage liegt.

        1,5 Liter, vom Griff bis zum Ausguss 38 cm, 20 cm hoch. Nach dem Düngen ausspülen und kein Wasser darin gefrieren lassen. Eine
        Brause aus Messing für Sämlinge liegt bei und wird aufgeschraubt.`,
    },
    options: [{ name: 'Colour', values: ['Pine', 'Butter'] }],
    variants: [
      variant({ sku: 'LL-4102-01', options: { Colour: 'Pine' }, usd: 5200, eur: 4690, on_hand: 18, weight_grams: 640 }),
      variant({ sku: 'LL-4102-02', options: { Colour: 'Butter' }, usd: 5200, eur: 4690, on_hand: 7, weight_grams: 640 }),
    ],
    pictures: [
      { of: { Colour: 'Pine' }, en: 'Pine green watering can with a long spout', de: 'Tannengrüne Gießkanne mit langem Ausguss' },
      { of: { Colour: 'Butter' }, en: 'The watering can in butter yellow', de: 'Die Gießkanne in Buttergelb' },
    ],
  },
  {
    slug: 'trowel-and-fork',
    brand: 'Claywater',
    category_slugs: ['garden'],
    translations: {
      en: words`
        Hand trowel and fork

        Two tools forged in one piece up to the handle, so nothing bends at the neck, not even in clay. The edge of the trowel is ground
        and cuts small roots. Handles of ash with a leather loop, long enough to be used with a glove.

        30 cm long, 560 grams together. Knock off the soil, dry them, and give the steel a drop of oil before winter. Carbon steel rusts
        when left in the grass; it can be cleaned with wire wool and is none the worse for it.`,
      de: words`
        Pflanzkelle und Handgabel

        Zwei Werkzeuge, bis zum Stiel aus einem Stück geschmiedet, sodass sich am Hals nichts verbiegt, auch nicht in Lehm. Die Kante der
        Kelle ist geschliffen und schneidet kleine Wurzeln. Griffe aus Esche mit Lederschlaufe, lang genug für eine Hand im Handschuh.

        30 cm lang, zusammen 560 Gramm. Erde abklopfen, trocknen und den Stahl vor dem Winter mit einem Tropfen Öl abreiben.
        Kohlenstoffstahl rostet, wenn er im Gras liegt; Stahlwolle macht ihn wieder blank.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-4103-01', usd: 4800, eur: 4290, on_hand: 25, weight_grams: 560 })],
    pictures: [{ en: 'Garden trowel and fork with ash handles', de: 'Pflanzkelle und Handgabel mit Eschengriffen' }],
  },
  {
    slug: 'nesting-box',
    brand: 'Hollingrove',
    category_slugs: ['garden'],
    translations: {
      en: words`
        Nesting box for tits

        A box that birds like rather than one that people find cute: rough untreated larch, 18 mm thick, a 32 mm hole that keeps
        sparrowhawks and cats out, a grooved inside for small claws, and no perch, as those only help thieves.

        28 cm high, 17 cm wide. Hang it two to three metres up, facing east or south-east, from autumn on. The front opens with a turn of
        a peg: clean it once a year, in September. Turns silver grey outside.`,
      de: words`
        Nistkasten für Meisen

        Ein Kasten, der Vögeln gefällt und nicht nur Menschen: sägeraue, unbehandelte Lärche, 18 mm stark, ein Loch von 32 mm, durch das
        weder Sperber noch Katze kommt, innen Rillen für kleine Krallen und keine Sitzstange, denn die hilft nur Räubern.

        28 cm hoch, 17 cm breit. In zwei bis drei Metern Höhe nach Osten oder Südosten aufhängen, ab Herbst. Die Front öffnet sich mit der
        Drehung eines Zapfens: einmal im Jahr reinigen, im September. Vergraut außen silbrig.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-4104-01', usd: 3900, eur: 3450, on_hand: 29, weight_grams: 1700 })],
    pictures: [{ en: 'Larch nesting box with a round hole', de: 'Nistkasten aus Lärche mit rundem Loch' }],
  },
  {
    slug: 'hanging-planter',
    brand: 'Claywater',
    category_slugs: ['garden', 'home'],
    translations: {
      en: words`
        Hanging planter

        A stoneware bowl on three cotton cords that meet in one brass ring. It is glazed inside and has no hole, so it may hang above a
        carpet; put the plant in with its nursery pot and a few pebbles below.

        18 cm across, 12 cm deep, 70 cm of cord. Carries four kilograms; use a proper hook. The cord can be taken off and washed at 40 °C.
        For outdoors in summer only, as cotton does not like rain.`,
      de: words`
        Hängetopf

        Eine Schale aus Steinzeug an drei Baumwollschnüren, die in einem Messingring zusammenlaufen. Innen glasiert und ohne Loch, darf
        sie auch über einem Teppich hängen; die Pflanze kommt im Kulturtopf hinein, darunter ein paar Kiesel.

        18 cm Durchmesser, 12 cm tief, 70 cm Schnur. Trägt vier Kilogramm; bitte einen ordentlichen Haken verwenden. Die Schnur lässt sich
        abnehmen und bei 40 °C waschen. Draußen nur im Sommer, denn Baumwolle mag keinen Regen.`,
    },
    options: [{ name: 'Colour', values: ['Chalk', 'Terracotta'] }],
    variants: [
      variant({ sku: 'LL-4105-01', options: { Colour: 'Chalk' }, usd: 3800, eur: 3390, on_hand: 20, weight_grams: 900 }),
      variant({ sku: 'LL-4105-02', options: { Colour: 'Terracotta' }, usd: 3800, eur: 3390, on_hand: 12, weight_grams: 900 }),
    ],
    pictures: [
      { of: { Colour: 'Chalk' }, en: 'White hanging planter with trailing leaves', de: 'Weißer Hängetopf mit rankenden Blättern' },
    ],
  },
  {
    slug: 'plant-mister',
    brand: 'Glimmerhus',
    category_slugs: ['garden'],
    translations: {
      en: words`
        Plant mister

        A glass bottle with a brass pump that makes a fine, even mist for ferns, seedlings and dry winter air. One press, one cloud: no
        squirting. All wearing parts unscrew, and a set of seals costs as much as a coffee.

        0.3 litres, 17 cm high. Use rain water or boiled water, then the nozzle stays free of lime; if it clogs, leave it in vinegar
        overnight. The brown glass keeps algae from growing. Not for oils.`,
      de: words`
        Pflanzensprüher

        Eine Glasflasche mit einer Messingpumpe, die einen feinen, gleichmäßigen Nebel macht, für Farne, Sämlinge und trockene Winterluft.
        Ein Druck, eine Wolke: kein Spritzen. Alle Verschleißteile lassen sich abschrauben, ein Satz Dichtungen kostet so viel wie ein
        Kaffee.

        0,3 Liter, 17 cm hoch. Mit Regenwasser oder abgekochtem Wasser bleibt die Düse frei von Kalk; ist sie verstopft, über Nacht in
        Essig legen. Das braune Glas verhindert Algen. Nicht für Öle.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-4106-01', usd: 2900, eur: 2590, on_hand: 35, weight_grams: 390 })],
    pictures: [{ en: 'Brown glass mister with a brass pump', de: 'Sprüher aus braunem Glas mit Messingpumpe' }],
  },
  {
    slug: 'herb-trough',
    brand: 'Claywater',
    category_slugs: ['garden', 'kitchen'],
    translations: {
      en: words`
        Herb trough

        A zinc trough that takes three pots of herbs and looks in order on any window sill. Folded from one sheet, with soldered corners
        and a rolled rim that does not cut. A loose grid inside keeps the roots out of standing water.

        38 cm long, 13 cm wide, 12 cm high. Zinc starts bright and grows a grey skin within a season, which then protects it for decades.
        For inside and outside. Wipe off lime with a soft cloth, without acid.`,
      de: words`
        Kräuterkasten

        Ein Kasten aus Zink, der drei Töpfe mit Kräutern aufnimmt und auf jeder Fensterbank aufgeräumt aussieht. Aus einem Blech gefaltet,
        mit gelöteten Ecken und einem gerollten Rand, an dem man sich nicht schneidet. Ein loses Gitter hält die Wurzeln aus dem Wasser.

        38 cm lang, 13 cm breit, 12 cm hoch. Zink ist anfangs blank und bekommt binnen einer Saison eine graue Haut, die es dann für
        Jahrzehnte schützt. Für drinnen und draußen. Kalk mit weichem Tuch abwischen, ohne Säure.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-4107-01', usd: 3400, eur: 2990, on_hand: 16, weight_grams: 1050, was: [3900, 3490] })],
    pictures: [{ en: 'Zinc trough with three kinds of herbs', de: 'Zinkkasten mit drei Sorten Kräutern' }],
  },
]
