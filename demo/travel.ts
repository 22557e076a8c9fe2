import { type DemoEntry, variant, words } from './product.ts'

export const travel: DemoEntry[] = [
  {
    slug: 'insulated-bottle',
    brand: 'Fjellby',
    category_slugs: ['travel'],
    translations: {
      en: words`
        Insulated bottle

        Two walls of 18/8 steel with a vacuum between them: tea stays hot for twelve hours, water cold for a day. The cap is steel and
        beech, screws down in one turn and a half, and has a seal that you can take out and boil.

        0.5 or 0.75 litres, 7 cm across, so it fits bicycle cages and most car doors. Matt powder coat that grips. Not for the dishwasher,
        the freezer or fizzy drinks. Wide enough for ice cubes and a brush.`,
      de: words`
        Isolierflasche

        Zwei Wände aus Edelstahl 18/8 mit Vakuum dazwischen: Tee bleibt zwölf Stunden heiß, Wasser einen Tag kalt. Der Deckel aus Stahl
        und Buche schließt mit anderthalb Umdrehungen, seine Dichtung kann man herausnehmen und auskochen.

        0,5 oder 0,75 Liter, 7 cm Durchmesser, also passend für Flaschenhalter am Rad und die meisten Autotüren. Matt und griffig
        pulverbeschichtet. Nicht für Spülmaschine, Gefrierfach und Sprudel. Weit genug für Eiswürfel und Bürste.`,
    },
    options: [
      { name: 'Colour', values: ['Sea', 'Clay', 'Charcoal'] },
      { name: 'Volume', values: ['0.5 l', '0.75 l'] },
    ],
    variants: [
      variant({ sku: 'LL-5101-01', options: { Colour: 'Sea', Volume: '0.5 l' }, usd: 3400, eur: 2990, on_hand: 44, weight_grams: 310 }),
      variant({ sku: 'LL-5101-02', options: { Colour: 'Sea', Volume: '0.75 l' }, usd: 3900, eur: 3490, on_hand: 37, weight_grams: 390 }),
      variant({ sku: 'LL-5101-03', options: { Colour: 'Clay', Volume: '0.5 l' }, usd: 3400, eur: 2990, on_hand: 29, weight_grams: 310 }),
      variant({ sku: 'LL-5101-04', options: { Colour: 'Clay', Volume: '0.75 l' }, usd: 3900, eur: 3490, on_hand: 0, weight_grams: 390 }),
      variant({ sku: 'LL-5101-05', options: { Colour: 'Charcoal', Volume: '0.5 l' }, usd: 3400, eur: 2990, on_hand: 4, weight_grams: 310 }),
      variant({
        sku: 'LL-5101-06',
        options: { Colour: 'Charcoal', Volume: '0.75 l' },
        usd: 3900,
        eur: 3490,
        on_hand: 26,
        weight_grams: 390,
      }),
    ],
    pictures: [
      { of: { Colour: 'Sea' }, en: 'Sea blue insulated bottle with a beech cap', de: 'Meerblaue Isolierflasche mit Buchendeckel' },
      { of: { Colour: 'Clay' }, en: 'The bottle in clay', de: 'Die Flasche in Ton' },
      { of: { Colour: 'Charcoal' }, en: 'The bottle in charcoal', de: 'Die Flasche in Anthrazit' },
    ],
  },
  {
    slug: 'canvas-weekender',
    brand: 'Marrowick',
    category_slugs: ['travel'],
    translations: {
      en: words`
        Canvas weekender

        Enough room for three days, small enough for under the seat of most trains. Waxed cotton canvas of 520 grams, bridle leather where
        hands and floors wear it, and a solid brass zip that runs without snagging. One pocket inside, one outside, no more.

        48 × 28 × 24 cm, 32 litres, 1.4 kg. The shoulder strap comes off. Brush off dirt, wipe with cold water, and wax it again when rain
        stops pearling. We repair seams free of charge for as long as we exist.`,
      de: words`
        Reisetasche aus Canvas

        Platz für drei Tage, klein genug für unter den Sitz in den meisten Zügen. Gewachstes Baumwollcanvas mit 520 Gramm, Zaumleder dort,
        wo Hände und Böden scheuern, und ein massiver Messingreißverschluss, der nicht hakt. Eine Tasche innen, eine außen, mehr nicht.

        48 × 28 × 24 cm, 32 Liter, 1,4 kg. Der Schultergurt ist abnehmbar. Schmutz abbürsten, kalt abwischen und nachwachsen, wenn Regen
        nicht mehr abperlt. Nähte reparieren wir kostenlos, solange es uns gibt.`,
    },
    options: [{ name: 'Colour', values: ['Moss', 'Navy'] }],
    variants: [
      variant({ sku: 'LL-5102-01', options: { Colour: 'Moss' }, usd: 19900, eur: 18500, on_hand: 9, weight_grams: 1400 }),
      variant({ sku: 'LL-5102-02', options: { Colour: 'Navy' }, usd: 19900, eur: 18500, on_hand: 2, weight_grams: 1400 }),
    ],
    pictures: [
      { of: { Colour: 'Moss' }, en: 'Moss green canvas bag with leather handles', de: 'Moosgrüne Canvastasche mit Ledergriffen' },
      { of: { Colour: 'Navy' }, en: 'The weekender in navy', de: 'Die Reisetasche in Marineblau' },
    ],
  },
  {
    slug: 'market-tote',
    brand: 'Marrowick',
    category_slugs: ['travel'],
    translations: {
      en: words`
        Market tote

        A shopping bag that stands up by itself: heavy cotton, a flat base of 34 × 14 cm and handles of the same cloth sewn down to the
        bottom, so twelve kilograms of potatoes are no subject. Long enough to go over a winter coat.

        38 cm high, 380 grams. A small pocket inside keeps keys out of the leeks. Wash at 40 °C and hang it up to dry; it shrinks by a
        good centimetre the first time. The contents in the picture were delicious.`,
      de: words`
        Markttasche

        Eine Einkaufstasche, die von allein steht: schwere Baumwolle, ein flacher Boden von 34 × 14 cm und Henkel aus demselben Stoff, die
        bis nach unten vernäht sind, sodass zwölf Kilogramm Kartoffeln kein Thema sind. Lang genug, um über einen Wintermantel zu passen.

        38 cm hoch, 380 Gramm. Eine kleine Innentasche trennt Schlüssel vom Lauch. Bei 40 °C waschen und hängend trocknen; beim ersten Mal
        läuft sie gut einen Zentimeter ein. Der Inhalt auf dem Bild hat geschmeckt.`,
    },
    options: [{ name: 'Colour', values: ['Natural', 'Rust'] }],
    variants: [
      variant({ sku: 'LL-5103-01', options: { Colour: 'Natural' }, usd: 3200, eur: 2890, on_hand: 58, weight_grams: 380 }),
      variant({ sku: 'LL-5103-02', options: { Colour: 'Rust' }, usd: 3200, eur: 2890, on_hand: 23, weight_grams: 380 }),
    ],
    pictures: [
      { of: { Colour: 'Natural' }, en: 'Natural cotton tote with greens and a loaf', de: 'Naturfarbene Tasche mit Gemüse und Brot' },
      { of: { Colour: 'Rust' }, en: 'The tote in rust', de: 'Die Tasche in Rost' },
    ],
  },
  {
    slug: 'wash-bag',
    brand: 'Marrowick',
    category_slugs: ['travel'],
    translations: {
      en: words`
        Wash bag

        A pouch for brush, soap and everything else that leaks. Outside waxed cotton, inside a coated lining with taped seams that can be
        rinsed under the tap. The base is flat, so it stands open on a basin and you see what you have.

        24 × 14 × 11 cm, about 3 litres. The zip opens on three sides. A leather tab on one end hangs it on a hook. Wipe the outside with
        a cloth; let it dry open.`,
      de: words`
        Kulturbeutel

        Ein Beutel für Bürste, Seife und alles andere, was ausläuft. Außen gewachste Baumwolle, innen ein beschichtetes Futter mit
        abgeklebten Nähten, das man unter dem Hahn ausspülen kann. Der Boden ist flach, der Beutel steht offen am Becken, und man sieht,
        was man hat.

        24 × 14 × 11 cm, etwa 3 Liter. Der Reißverschluss öffnet an drei Seiten. An der Lederlasche kann man ihn aufhängen. Außen
        abwischen, offen trocknen lassen.`,
    },
    options: [{ name: 'Colour', values: ['Navy', 'Ochre'] }],
    variants: [
      variant({ sku: 'LL-5104-01', options: { Colour: 'Navy' }, usd: 4900, eur: 4490, on_hand: 24, weight_grams: 240 }),
      variant({ sku: 'LL-5104-02', options: { Colour: 'Ochre' }, usd: 4900, eur: 4490, on_hand: 13, weight_grams: 240, was: [5900, 5290] }),
    ],
    pictures: [
      { of: { Colour: 'Navy' }, en: 'Navy wash bag with a brass zip', de: 'Marineblauer Kulturbeutel mit Messingreißverschluss' },
      { of: { Colour: 'Ochre' }, en: 'The wash bag in ochre', de: 'Der Kulturbeutel in Ocker' },
    ],
  },
  {
    slug: 'roll-top-backpack',
    brand: 'Marrowick',
    category_slugs: ['travel'],
    translations: {
      en: words`
        Roll-top backpack

        A backpack with one big compartment, one padded sleeve for a 15-inch laptop and a top that rolls down over what there is: 16
        litres for a day, 22 when you come back from the market. The back is padded with felt, not with mesh that frays.

        45 × 29 × 14 cm rolled, 1.1 kg. Waxed canvas, leather straps, brass hook. Keeps rain out for about an hour. Clean with a brush and
        cold water; the wax can be renewed with a hair dryer.`,
      de: words`
        Rolltop-Rucksack

        Ein Rucksack mit einem großen Fach, einer gepolsterten Hülle für einen 15-Zoll-Laptop und einer Öffnung, die man über dem Inhalt
        einrollt: 16 Liter für den Tag, 22 für den Rückweg vom Markt. Der Rücken ist mit Filz gepolstert und nicht mit Netz, das
        ausfranst.

        Gerollt 45 × 29 × 14 cm, 1,1 kg. Gewachstes Canvas, Lederriemen, Haken aus Messing. Hält Regen etwa eine Stunde ab. Mit Bürste und
        kaltem Wasser reinigen; das Wachs lässt sich mit dem Föhn erneuern.`,
    },
    options: [{ name: 'Colour', values: ['Sand', 'Charcoal'] }],
    variants: [
      variant({ sku: 'LL-5105-01', options: { Colour: 'Sand' }, usd: 16900, eur: 15500, on_hand: 11, weight_grams: 1100 }),
      variant({ sku: 'LL-5105-02', options: { Colour: 'Charcoal' }, usd: 16900, eur: 15500, on_hand: 0, weight_grams: 1100 }),
    ],
    pictures: [
      { of: { Colour: 'Sand' }, en: 'Sand coloured roll-top backpack', de: 'Sandfarbener Rolltop-Rucksack' },
      { of: { Colour: 'Charcoal' }, en: 'The backpack in charcoal', de: 'Der Rucksack in Anthrazit' },
    ],
  },
  {
    slug: 'travel-cup',
    brand: 'Ostermoor',
    category_slugs: ['travel', 'cups-and-jugs'],
    translations: {
      en: words`
        Travel cup with cork sleeve

        Coffee tastes better from ceramics, also on the train. A double wall of stoneware, a sleeve of cork to hold it by and a silicone
        lid that closes with a quarter turn. It is tight enough for a bag held upright, not for one thrown on a seat.

        0.34 litres, 14 cm high, fits under the usual coffee machines and into car holders. All parts go into the dishwasher; take the
        sleeve off for the microwave. Spare lids and sleeves are always in stock.`,
      de: words`
        Reisebecher mit Korkmanschette

        Kaffee schmeckt aus Keramik besser, auch im Zug. Eine doppelte Wand aus Steinzeug, eine Manschette aus Kork zum Anfassen und ein
        Silikondeckel, der mit einer Vierteldrehung schließt. Dicht genug für eine Tasche, die man aufrecht trägt, nicht für eine, die man
        auf den Sitz wirft.

        0,34 Liter, 14 cm hoch, passt unter übliche Kaffeemaschinen und in Autohalter. Alles darf in die Spülmaschine, für die Mikrowelle
        die Manschette abnehmen. Deckel und Manschetten gibt es immer einzeln.`,
    },
    options: [{ name: 'Colour', values: ['Chalk', 'Sage'] }],
    variants: [
      variant({ sku: 'LL-5106-01', options: { Colour: 'Chalk' }, usd: 2800, eur: 2490, on_hand: 38, weight_grams: 390 }),
      variant({ sku: 'LL-5106-02', options: { Colour: 'Sage' }, usd: 2800, eur: 2490, on_hand: 33, weight_grams: 390 }),
    ],
    pictures: [
      { of: { Colour: 'Chalk' }, en: 'White travel cup with a cork sleeve', de: 'Weißer Reisebecher mit Korkmanschette' },
      { of: { Colour: 'Sage' }, en: 'The travel cup in sage', de: 'Der Reisebecher in Salbei' },
    ],
  },
  {
    slug: 'steel-lunch-box',
    brand: 'Fjellby',
    category_slugs: ['travel', 'kitchen'],
    translations: {
      en: words`
        Steel lunch box with beech lid

        A deep box of 0.6 mm steel with a lid of solid beech that doubles as a board for cheese and apples. A band of woven rubber keeps
        both together. One loose divider, which can be set in three places, keeps the grapes off the bread.

        18 × 12 × 6 cm, 0.9 litres, 460 grams. Not tight for soup. The box goes into the dishwasher, the lid does not: wipe it and oil it
        now and then. No plastic touches the food.`,
      de: words`
        Brotdose aus Stahl mit Buchendeckel

        Eine tiefe Dose aus 0,6 mm Edelstahl mit einem Deckel aus massiver Buche, der auch als Brett für Käse und Äpfel dient. Ein
        gewebtes Gummiband hält beides zusammen. Ein loser Steg mit drei Positionen hält die Trauben vom Brot fern.

        18 × 12 × 6 cm, 0,9 Liter, 460 Gramm. Nicht dicht für Suppe. Die Dose darf in die Spülmaschine, der Deckel nicht: abwischen und ab
        und zu ölen. Kein Kunststoff berührt das Essen.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-5107-01', usd: 3900, eur: 3490, on_hand: 27, weight_grams: 460 })],
    pictures: [{ en: 'Steel lunch box with a wooden lid and a band', de: 'Brotdose aus Stahl mit Holzdeckel und Band' }],
  },
]
