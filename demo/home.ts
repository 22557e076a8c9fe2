import { type DemoEntry, variant, words } from './product.ts'

export const home: DemoEntry[] = [
  {
    slug: 'bud-vase',
    brand: 'Ostermoor',
    category_slugs: ['home'],
    translations: {
      en: words`
        Bud vase

        A round little vase with a neck as narrow as a pencil, made for one stem: a garden rose, a branch of olive, the dandelion a child
        brought home. Thrown in two parts and joined while damp; the seam is left to be felt.

        12 cm high, 10 cm across, opening 14 mm. The inside is glazed, so it is watertight and leaves no mark on furniture. Clean with
        warm water, a little rice and a good shake. Looks best in threes, but that is up to you.`,
      de: words`
        Knospenvase

        Eine kleine runde Vase mit einem Hals, kaum weiter als ein Bleistift, gemacht für einen Stiel: eine Gartenrose, einen Olivenzweig,
        den Löwenzahn, den ein Kind mitgebracht hat. In zwei Teilen gedreht und feucht zusammengesetzt; die Naht darf man spüren.

        12 cm hoch, 10 cm Durchmesser, Öffnung 14 mm. Innen glasiert, also dicht, und ohne Ränder auf Möbeln. Zum Reinigen warmes Wasser
        und etwas Reis hineingeben und kräftig schütteln. Zu dritt am schönsten, aber das ist Ihre Sache.`,
    },
    options: [{ name: 'Colour', values: ['Blush', 'Ochre', 'Ink'] }],
    variants: [
      variant({ sku: 'LL-2101-01', options: { Colour: 'Blush' }, usd: 2800, eur: 2490, on_hand: 34, weight_grams: 380 }),
      variant({ sku: 'LL-2101-02', options: { Colour: 'Ochre' }, usd: 2800, eur: 2490, on_hand: 21, weight_grams: 380 }),
      variant({ sku: 'LL-2101-03', options: { Colour: 'Ink' }, usd: 2800, eur: 2490, on_hand: 1, weight_grams: 380 }),
    ],
    pictures: [
      { of: { Colour: 'Blush' }, en: 'Round blush pink vase with one eucalyptus stem', de: 'Runde rosa Vase mit einem Eukalyptuszweig' },
      { of: { Colour: 'Ochre' }, en: 'The bud vase in ochre', de: 'Die Knospenvase in Ocker' },
      { of: { Colour: 'Ink' }, en: 'The bud vase in ink blue', de: 'Die Knospenvase in Tintenblau' },
    ],
  },
  {
    slug: 'tall-vase',
    brand: 'Ostermoor',
    category_slugs: ['home'],
    translations: {
      en: words`
        Tall vase

        A floor vase that does not fall over: the base is 4 cm thick and takes half of the weight. Coarse clay with fine grit, left
        unglazed outside and brushed with a thin lime wash, so that each vase keeps the marks of the brush.

        34 cm high, 19 cm at the shoulder, opening 8 cm. Glazed inside and watertight. Right for pampas, magnolia and anything with a
        woody stem. Dust it with a dry brush; wet cloths leave spots on the wash.`,
      de: words`
        Hohe Vase

        Eine Vase, die nicht umfällt: Der Boden ist 4 cm dick und macht die Hälfte des Gewichts aus. Grober Ton mit feinem Schamott, außen
        unglasiert und dünn mit Kalk gestrichen, sodass jede Vase die Spuren des Pinsels behält.

        34 cm hoch, an der Schulter 19 cm breit, Öffnung 8 cm. Innen glasiert und dicht. Richtig für Pampasgras, Magnolien und alles mit
        holzigem Stiel. Mit trockenem Pinsel abstauben; nasse Tücher hinterlassen Flecken auf dem Kalk.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-2102-01', usd: 8900, eur: 7990, on_hand: 10, weight_grams: 3400 })],
    pictures: [{ en: 'Tall lime-washed vase with dried branches', de: 'Hohe gekalkte Vase mit trockenen Zweigen' }],
  },
  {
    slug: 'quiet-wall-clock',
    brand: 'Brasslow',
    category_slugs: ['home'],
    translations: {
      en: words`
        Quiet wall clock

        A clock for rooms in which people sleep or think. The sweeping movement makes no tick that you could hear from half a metre.
        Twelve plain marks, two brass hands and a frame of steam-bent ash behind real glass.

        30 cm across, 4.5 cm deep. Runs for about two years on one AA cell, which is not included. Hangs on a single screw. The movement
        is a standard one and can be changed with a spanner in five minutes.`,
      de: words`
        Leise Wanduhr

        Eine Uhr für Räume, in denen jemand schläft oder nachdenkt. Das schleichende Werk tickt nicht hörbar, schon aus einem halben
        Meter. Zwölf schlichte Striche, zwei Zeiger aus Messing und ein Rahmen aus dampfgebogener Esche hinter echtem Glas.

        30 cm Durchmesser, 4,5 cm tief. Läuft rund zwei Jahre mit einer AA-Zelle, die nicht beiliegt. Hängt an einer einzigen Schraube.
        Das Werk ist ein Normteil und in fünf Minuten mit einem Schlüssel getauscht.`,
    },
    options: [{ name: 'Colour', values: ['Chalk', 'Forest'] }],
    variants: [
      variant({ sku: 'LL-2103-01', options: { Colour: 'Chalk' }, usd: 8400, eur: 7490, on_hand: 15, weight_grams: 910 }),
      variant({ sku: 'LL-2103-02', options: { Colour: 'Forest' }, usd: 8400, eur: 7490, on_hand: 9, weight_grams: 910 }),
    ],
    pictures: [
      {
        of: { Colour: 'Chalk' },
        en: 'Wall clock with a chalk white face and an ash frame',
        de: 'Wanduhr mit kreideweißem Blatt und Eschenrahmen',
      },
      { of: { Colour: 'Forest' }, en: 'The wall clock with a forest green face', de: 'Die Wanduhr mit waldgrünem Blatt' },
    ],
  },
  {
    slug: 'three-legged-stool',
    brand: 'Hollingrove',
    category_slugs: ['home'],
    translations: {
      en: words`
        Three-legged stool

        Three legs never wobble, whatever the floor. The seat is hollowed a little and 32 cm wide; the legs go through it and are wedged
        from above, the way it was done before screws. A side table, a step for one, a place to put on shoes.

        45 cm high, carries 140 kg. Oak, either oiled or stained black. It arrives in one piece. Wipe with a damp cloth and renew the oil
        once a year. Felt pads for hard floors are in the box.`,
      de: words`
        Hocker auf drei Beinen

        Drei Beine wackeln nie, auf keinem Boden. Der Sitz ist leicht ausgehöhlt und 32 cm breit; die Beine gehen hindurch und sind von
        oben verkeilt, so wie man es vor der Schraube tat. Ein Beistelltisch, ein Tritt, ein Platz zum Schuheanziehen.

        45 cm hoch, trägt 140 kg. Eiche, geölt oder schwarz gebeizt. Kommt fertig montiert. Feucht abwischen und einmal im Jahr nachölen.
        Filzgleiter für harte Böden liegen bei.`,
    },
    options: [{ name: 'Finish', values: ['Oiled oak', 'Black oak'] }],
    variants: [
      variant({ sku: 'LL-2104-01', options: { Finish: 'Oiled oak' }, usd: 14900, eur: 13900, on_hand: 11, weight_grams: 3900 }),
      variant({ sku: 'LL-2104-02', options: { Finish: 'Black oak' }, usd: 15900, eur: 14900, on_hand: 4, weight_grams: 3900 }),
    ],
    pictures: [
      { of: { Finish: 'Oiled oak' }, en: 'Round oak stool with three legs', de: 'Runder Eichenhocker mit drei Beinen' },
      { of: { Finish: 'Black oak' }, en: 'The stool stained black', de: 'Der Hocker schwarz gebeizt' },
    ],
  },
  {
    slug: 'seagrass-basket',
    brand: 'Tarnwell',
    category_slugs: ['home'],
    translations: {
      en: words`
        Seagrass basket

        Woven tightly from twisted seagrass over a frame of itself: no wire, no plastic. It holds its shape when empty, takes firewood,
        toys or a stack of blankets, and has two handles that are woven in, not sewn on.

        Small: 25 cm across, 22 cm high. Large: 38 cm across, 34 cm high. Fresh seagrass smells of hay for a week or two. Keep it dry,
        vacuum it now and then; if it gets wet, dry it in the open air. Hand-made, so sizes vary by about two centimetres.`,
      de: words`
        Korb aus Seegras

        Dicht geflochten aus gedrehtem Seegras, ohne Draht und ohne Kunststoff. Er behält leer seine Form, nimmt Brennholz, Spielzeug oder
        einen Stapel Decken auf und hat zwei Griffe, die eingeflochten und nicht angenäht sind.

        Klein: 25 cm Durchmesser, 22 cm hoch. Groß: 38 cm Durchmesser, 34 cm hoch. Frisches Seegras riecht ein, zwei Wochen nach Heu.
        Trocken halten, ab und zu absaugen; ist er nass geworden, an der Luft trocknen. Handarbeit, die Maße schwanken um etwa zwei
        Zentimeter.`,
    },
    options: [{ name: 'Size', values: ['25 cm', '38 cm'] }],
    variants: [
      variant({ sku: 'LL-2105-01', options: { Size: '25 cm' }, usd: 3400, eur: 2990, on_hand: 23, weight_grams: 700 }),
      variant({ sku: 'LL-2105-02', options: { Size: '38 cm' }, usd: 5900, eur: 5290, on_hand: 14, weight_grams: 1500, was: [6900, 5990] }),
    ],
    pictures: [{ en: 'Woven seagrass basket with a folded blanket', de: 'Geflochtener Seegraskorb mit einer gefalteten Decke' }],
  },
  {
    slug: 'brass-mirror',
    brand: 'Brasslow',
    category_slugs: ['home'],
    translations: {
      en: words`
        Round brass mirror

        Clear 5 mm mirror glass in a rim of solid brass, only 12 mm wide. The brass is brushed and left without lacquer: it will turn to a
        warm brown where nobody touches it and stay bright where somebody does. Polish it, or let it be.

        50 or 70 cm across, 3 cm deep. Hangs from a hidden plate on two screws, and a paper template for the holes is in the box. The
        glass is copper-free and fit for bathrooms.`,
      de: words`
        Runder Messingspiegel

        Klares, 5 mm starkes Spiegelglas in einem nur 12 mm breiten Rand aus massivem Messing. Das Messing ist gebürstet und unlackiert:
        Es wird warm braun, wo niemand hinfasst, und bleibt hell, wo jemand hinfasst. Man kann es polieren oder lassen.

        50 oder 70 cm Durchmesser, 3 cm tief. Hängt an einer verdeckten Platte mit zwei Schrauben, eine Schablone für die Löcher liegt
        bei. Das Glas ist kupferfrei belegt und für Bäder geeignet.`,
    },
    options: [{ name: 'Size', values: ['50 cm', '70 cm'] }],
    variants: [
      variant({ sku: 'LL-2106-01', options: { Size: '50 cm' }, usd: 16900, eur: 15900, on_hand: 7, weight_grams: 4200 }),
      variant({ sku: 'LL-2106-02', options: { Size: '70 cm' }, usd: 24900, eur: 22900, on_hand: 0, weight_grams: 7600 }),
    ],
    pictures: [{ en: 'Round mirror with a slim brass rim', de: 'Runder Spiegel mit schmalem Messingrand' }],
  },
  {
    slug: 'ash-picture-frame',
    brand: 'Hollingrove',
    category_slugs: ['home'],
    translations: {
      en: words`
        Ash picture frame

        A slim frame with mitred corners, each held by a small spline of walnut that you can see. Behind it sit real glass, a mount of
        acid-free card and a back that swivels open, so the picture can change with the season.

        For A4 with mount or 30 × 40 cm without. Hangs both ways and stands by itself in the small size. Solid ash, waxed. Dust with a
        soft cloth. The print in the picture is not included.`,
      de: words`
        Bilderrahmen aus Esche

        Ein schmaler Rahmen mit Gehrung, deren Ecken von je einer kleinen sichtbaren Feder aus Nussbaum gehalten werden. Dahinter sitzen
        echtes Glas, ein Passepartout aus säurefreiem Karton und eine drehbare Rückwand, damit das Bild mit der Jahreszeit wechseln kann.

        Für A4 mit Passepartout oder 30 × 40 cm ohne. Hängt hoch und quer, der kleine steht auch. Massive Esche, gewachst. Mit weichem
        Tuch abstauben. Der abgebildete Druck gehört nicht dazu.`,
    },
    options: [{ name: 'Size', values: ['A4', '30 × 40 cm'] }],
    variants: [
      variant({ sku: 'LL-2107-01', options: { Size: 'A4' }, usd: 4200, eur: 3890, on_hand: 28, weight_grams: 850 }),
      variant({ sku: 'LL-2107-02', options: { Size: '30 × 40 cm' }, usd: 5400, eur: 4990, on_hand: 19, weight_grams: 1300 }),
    ],
    pictures: [{ en: 'Ash frame with an abstract print', de: 'Eschenrahmen mit einem abstrakten Druck' }],
  },
  {
    slug: 'spindle-chair',
    brand: 'Hollingrove',
    category_slugs: ['home'],
    translations: {
      en: words`
        Spindle-back chair

        A dining chair with six turned spindles under a steam-bent rail. The back gives a little when you lean, which makes long dinners
        easier. The seat is one board of beech, carved where it matters.

        46 cm seat height, 80 cm overall, 45 cm wide, 4.4 kg. Tested for 150 kg. Painted with a water-based lacquer that fills the pores
        but keeps the grain visible. Clean with mild soap. Comes assembled; glued joints are guaranteed for ten years.`,
      de: words`
        Sprossenstuhl

        Ein Esszimmerstuhl mit sechs gedrechselten Sprossen unter einer dampfgebogenen Lehne. Sie gibt etwas nach, wenn man sich anlehnt;
        das macht lange Abende leichter. Der Sitz ist aus einem Brett Buche, ausgearbeitet, wo es darauf ankommt.

        Sitzhöhe 46 cm, gesamt 80 cm, 45 cm breit, 4,4 kg. Geprüft bis 150 kg. Lackiert auf Wasserbasis, die Maserung bleibt sichtbar. Mit
        milder Seife reinigen. Kommt fertig montiert; auf die Leimverbindungen geben wir zehn Jahre.`,
    },
    options: [{ name: 'Colour', values: ['Forest', 'Natural'] }],
    variants: [
      variant({ sku: 'LL-2108-01', options: { Colour: 'Forest' }, usd: 22900, eur: 20900, on_hand: 12, weight_grams: 4400 }),
      variant({ sku: 'LL-2108-02', options: { Colour: 'Natural' }, usd: 22900, eur: 20900, on_hand: 8, weight_grams: 4400 }),
    ],
    pictures: [
      { of: { Colour: 'Forest' }, en: 'Forest green chair with a spindle back', de: 'Waldgrüner Stuhl mit Sprossenlehne' },
      { of: { Colour: 'Natural' }, en: 'The chair in natural beech', de: 'Der Stuhl in Buche natur' },
    ],
  },
]
