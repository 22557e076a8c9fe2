import { type DemoEntry, variant, words } from './product.ts'

export const desk: DemoEntry[] = [
  {
    slug: 'cloth-notebook',
    brand: 'Quillfold',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Cloth-bound notebook, A5

        A sewn book that lies flat on every page. 192 pages of 100-gram paper, cream and smooth, which takes fountain pen ink without
        bleeding. Bound in book linen, with a ribbon, an elastic and a pocket for receipts.

        14.8 × 21 cm, 17 mm thick. Ruled with 7 mm lines or with a 5 mm dot grid in pale grey. The paper comes from a mill in Austria and
        is not bleached with chlorine. The page edges are left plain. The cover is stiff enough to write on your knee.`,
      de: words`
        Notizbuch mit Leineneinband, A5

        Ein fadengeheftetes Buch, das auf jeder Seite flach liegt. 192 Seiten mit 100-Gramm-Papier, cremefarben und glatt, auf dem
        Füllertinte nicht durchschlägt. In Buchleinen gebunden, mit Leseband, Gummi und einer Tasche für Belege.

        14,8 × 21 cm, 17 mm dick. Liniert mit 7 mm Abstand oder mit 5-mm-Punktraster in blassem Grau. Das Papier kommt aus einer
        österreichischen Mühle und ist chlorfrei gebleicht. Der Schnitt bleibt roh. Der Deckel ist steif genug, um auf dem Knie zu
        schreiben.`,
    },
    options: [
      { name: 'Colour', values: ['Forest', 'Rust', 'Ink'] },
      { name: 'Ruling', values: ['Lines', 'Dots'] },
    ],
    variants: [
      variant({ sku: 'LL-3101-01', options: { Colour: 'Forest', Ruling: 'Lines' }, usd: 2200, eur: 1990, on_hand: 55, weight_grams: 340 }),
      variant({ sku: 'LL-3101-02', options: { Colour: 'Forest', Ruling: 'Dots' }, usd: 2200, eur: 1990, on_hand: 43, weight_grams: 340 }),
      variant({ sku: 'LL-3101-03', options: { Colour: 'Rust', Ruling: 'Lines' }, usd: 2200, eur: 1990, on_hand: 27, weight_grams: 340 }),
      variant({ sku: 'LL-3101-04', options: { Colour: 'Rust', Ruling: 'Dots' }, usd: 2200, eur: 1990, on_hand: 0, weight_grams: 340 }),
      variant({ sku: 'LL-3101-05', options: { Colour: 'Ink', Ruling: 'Lines' }, usd: 2200, eur: 1990, on_hand: 31, weight_grams: 340 }),
      variant({ sku: 'LL-3101-06', options: { Colour: 'Ink', Ruling: 'Dots' }, usd: 2200, eur: 1990, on_hand: 4, weight_grams: 340 }),
    ],
    pictures: [
      { of: { Colour: 'Forest' }, en: 'Forest green cloth notebook with a ribbon', de: 'Waldgrünes Leinennotizbuch mit Leseband' },
      { of: { Colour: 'Rust' }, en: 'The notebook in rust', de: 'Das Notizbuch in Rost' },
      { of: { Colour: 'Ink' }, en: 'The notebook in ink blue', de: 'Das Notizbuch in Tintenblau' },
    ],
  },
  {
    slug: 'brass-pen',
    brand: 'Brasslow',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Brass ballpoint pen

        Turned from a bar of brass, six-sided so it does not roll off the table, and heavy enough that you notice when you have lost it.
        The click is short and quiet. It takes the refill that most shops sell (D1 adapter and G2 both fit).

        13.5 cm long, 9 mm across the flats, 38 grams. A black refill is inside. Brass tarnishes with the hand that uses it, and rubbing
        with lemon and salt brings it back. Comes in a sleeve of grey board.`,
      de: words`
        Kugelschreiber aus Messing

        Aus einer Messingstange gedreht, sechskantig, damit er nicht vom Tisch rollt, und so schwer, dass man merkt, wenn er fehlt. Der
        Druckknopf klickt kurz und leise. Er nimmt die Mine, die fast jeder Laden führt (D1 mit Adapter oder G2).

        13,5 cm lang, 9 mm über die Flächen, 38 Gramm. Eine schwarze Mine ist eingelegt. Messing läuft mit der Hand an, die es benutzt;
        Zitrone und Salz bringen den Glanz zurück. In einer Hülle aus Graupappe.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-3102-01', usd: 3600, eur: 3290, on_hand: 48, weight_grams: 38 })],
    pictures: [{ en: 'Six-sided brass pen lying on a notebook', de: 'Sechskantiger Messingstift auf einem Notizbuch' }],
  },
  {
    slug: 'walnut-pen-cup',
    brand: 'Hollingrove',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Walnut pen cup

        Turned from one block of walnut, with a wall of 6 mm and a floor of cork, so pens land softly and make no sound. The weight is low
        and it does not tip when you fish for the ruler.

        10 cm high, 8 cm across. Oiled and waxed; a little furniture wax once a year is all it needs. Growth rings and now and then a
        small knot are part of the wood. The pencils in the picture are sold separately.`,
      de: words`
        Stiftebecher aus Nussbaum

        Aus einem Block Nussbaum gedrechselt, mit 6 mm Wandstärke und einem Boden aus Kork, auf dem Stifte weich und lautlos landen. Der
        Schwerpunkt liegt tief, er kippt nicht, wenn man nach dem Lineal angelt.

        10 cm hoch, 8 cm Durchmesser. Geölt und gewachst; etwas Möbelwachs einmal im Jahr genügt. Jahresringe und hin und wieder ein
        kleiner Ast gehören zum Holz. Die abgebildeten Stifte sind einzeln erhältlich.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-3103-01', usd: 3900, eur: 3490, on_hand: 21, weight_grams: 260 })],
    pictures: [{ en: 'Walnut cup with pencils and a brush', de: 'Nussbaumbecher mit Bleistiften und Pinsel' }],
  },
  {
    slug: 'cedar-pencils',
    brand: 'Quillfold',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Cedar pencils, box of twelve

        Pencils of incense cedar that sharpen in long clean curls and smell as pencils should. The lead is glued over its whole length, so
        a fall does not break it inside. The lacquer is thin and water-based; the end is dipped, not fitted with a rubber that nobody
        uses.

        17.5 cm, hexagonal. HB for writing, 2B for drawing, or a mixed box from 2H to 6B. In a sliding box of grey board. Pre-sharpened.`,
      de: words`
        Bleistifte aus Zeder, zwölf Stück

        Bleistifte aus Weihrauchzeder, die sich in langen, sauberen Locken spitzen lassen und riechen, wie Bleistifte riechen sollen. Die
        Mine ist auf ganzer Länge verleimt und bricht beim Herunterfallen nicht. Der Lack ist dünn und auf Wasserbasis; das Ende ist
        getaucht und trägt keinen Radierer, den niemand benutzt.

        17,5 cm, sechseckig. HB zum Schreiben, 2B zum Zeichnen oder gemischt von 2H bis 6B. In einer Schiebeschachtel aus Graupappe.
        Gespitzt.`,
    },
    options: [{ name: 'Grade', values: ['HB', '2B', '2H-6B'] }],
    variants: [
      variant({ sku: 'LL-3104-01', options: { Grade: 'HB' }, usd: 1800, eur: 1590, on_hand: 72, weight_grams: 95 }),
      variant({ sku: 'LL-3104-02', options: { Grade: '2B' }, usd: 1800, eur: 1590, on_hand: 50, weight_grams: 95 }),
      variant({ sku: 'LL-3104-03', options: { Grade: '2H-6B' }, usd: 2000, eur: 1790, on_hand: 5, weight_grams: 95 }),
    ],
    pictures: [{ en: 'Pencils in muted colours in an open box', de: 'Bleistifte in gedeckten Farben in offener Schachtel' }],
  },
  {
    slug: 'letter-set',
    brand: 'Quillfold',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Letter set

        Twenty sheets and twenty envelopes for letters that are kept. The paper is cotton, 120 grams, with a soft tooth and a torn edge on
        one side. The envelopes are lined with printed tissue in a pattern of our own.

        Sheets in A5, envelopes in C6. The paper suits fountain pen, pencil and typewriter; laser printers only with a straight paper
        path. In a folded box with a ribbon, which later holds the letters that come back.`,
      de: words`
        Briefset

        Zwanzig Bogen und zwanzig Umschläge für Briefe, die man aufhebt. Das Papier ist aus Baumwolle, 120 Gramm, leicht rau und an einer
        Seite gerissen. Die Umschläge sind mit bedrucktem Seidenpapier gefüttert, nach einem Muster von uns.

        Bogen in A5, Umschläge in C6. Das Papier eignet sich für Füller, Bleistift und Schreibmaschine, für Laserdrucker nur mit geradem
        Einzug. In einer Faltschachtel mit Band, in der später die Antworten liegen können.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-3105-01', usd: 2800, eur: 2490, on_hand: 33, weight_grams: 310 })],
    pictures: [{ en: 'Cream letter paper with a lined envelope', de: 'Cremefarbenes Briefpapier mit gefüttertem Umschlag' }],
  },
  {
    slug: 'alarm-clock',
    brand: 'Brasslow',
    category_slugs: ['desk', 'home'],
    translations: {
      en: words`
        Alarm clock

        A clock that tells the time and nothing else: no phone in the bedroom needed. The alarm begins softly and grows over a minute. One
        press on the bar gives nine more minutes and lights the dial for five seconds.

        10 cm across, 5 cm deep, on two short feet. Silent sweep movement, radio-free, runs a year on one AA cell (included). Steel body,
        powder-coated, with glass in front. Clean with a dry cloth.`,
      de: words`
        Wecker

        Eine Uhr, die die Zeit sagt und sonst nichts: Das Telefon darf draußen bleiben. Der Alarm beginnt leise und steigert sich eine
        Minute lang. Ein Druck auf den Bügel gibt neun Minuten Aufschub und beleuchtet das Blatt für fünf Sekunden.

        10 cm Durchmesser, 5 cm tief, auf zwei kurzen Füßen. Lautloses Werk ohne Funk, läuft mit einer AA-Zelle (liegt bei) ein Jahr.
        Gehäuse aus pulverbeschichtetem Stahl, vorn echtes Glas. Trocken abwischen.`,
    },
    options: [{ name: 'Colour', values: ['Cream', 'Brick'] }],
    variants: [
      variant({ sku: 'LL-3106-01', options: { Colour: 'Cream' }, usd: 4400, eur: 3990, on_hand: 19, weight_grams: 310 }),
      variant({ sku: 'LL-3106-02', options: { Colour: 'Brick' }, usd: 4400, eur: 3990, on_hand: 22, weight_grams: 310, was: [5200, 4690] }),
    ],
    pictures: [
      { of: { Colour: 'Cream' }, en: 'Round cream alarm clock on two feet', de: 'Runder cremefarbener Wecker auf zwei Füßen' },
      { of: { Colour: 'Brick' }, en: 'The alarm clock in brick red', de: 'Der Wecker in Ziegelrot' },
    ],
  },
  {
    slug: 'felt-desk-mat',
    brand: 'Tarnwell',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Felt desk mat

        Wool felt of 4 mm on a back of cork that does not slip. It keeps the keyboard quiet, the cup from marking the table and the wrists
        warm. Coffee stays on the surface for a minute before it soaks in, which is usually enough.

        66 × 32 cm for keyboard and mouse, 90 × 40 cm for the whole desk. Brush it, or take off fluff with a roller. Stains: cold water
        and wool detergent, dabbed, not rubbed. Cut edges of felt do not fray.`,
      de: words`
        Schreibtischmatte aus Filz

        4 mm Wollfilz auf einem Rücken aus Kork, der nicht rutscht. Die Matte macht die Tastatur leiser, bewahrt den Tisch vor
        Tassenrändern und hält die Handgelenke warm. Kaffee steht eine Minute auf der Oberfläche, bevor er einzieht; das genügt meistens.

        66 × 32 cm für Tastatur und Maus, 90 × 40 cm für den ganzen Tisch. Abbürsten oder Fusseln mit der Rolle abnehmen. Flecken mit
        kaltem Wasser und Wollwaschmittel tupfen, nicht reiben. Filz franst an Schnittkanten nicht aus.`,
    },
    options: [{ name: 'Size', values: ['66 × 32 cm', '90 × 40 cm'] }],
    variants: [
      variant({ sku: 'LL-3107-01', options: { Size: '66 × 32 cm' }, usd: 3900, eur: 3490, on_hand: 30, weight_grams: 420 }),
      variant({ sku: 'LL-3107-02', options: { Size: '90 × 40 cm' }, usd: 5400, eur: 4890, on_hand: 16, weight_grams: 700 }),
    ],
    pictures: [{ en: 'Rolled grey felt mat with a cork back', de: 'Aufgerollte graue Filzmatte mit Korkrücken' }],
  },
  {
    slug: 'tape-dispenser',
    brand: 'Brasslow',
    category_slugs: ['desk'],
    translations: {
      en: words`
        Cast-iron tape dispenser

        It weighs one kilogram and is meant to: pull with one hand and it stays where it is. Cast in one piece, ground flat and standing
        on a thin sole of cork. The cutter is stainless steel and can be replaced.

        14 cm long, 7 cm high. Takes rolls of 19 mm with either of the two usual cores; the brass spool turns for the small, comes off for
        the large. A roll of paper tape is included. Wipe dry, as cast iron and water are no friends.`,
      de: words`
        Klebebandabroller aus Gusseisen

        Er wiegt ein Kilogramm, und das mit Absicht: Man zieht mit einer Hand, und er bleibt stehen. In einem Stück gegossen, plan
        geschliffen und auf einer dünnen Sohle aus Kork. Das Messer ist aus rostfreiem Stahl und lässt sich ersetzen.

        14 cm lang, 7 cm hoch. Für Rollen mit 19 mm und beiden üblichen Kernen; die Messingspule trägt den kleinen und wird für den großen
        abgenommen. Eine Rolle Papierband liegt bei. Trocken abwischen, denn Gusseisen und Wasser vertragen sich nicht.`,
    },
    options: [],
    variants: [variant({ sku: 'LL-3108-01', usd: 4200, eur: 3790, on_hand: 0, weight_grams: 1040 })],
    pictures: [{ en: 'Black cast-iron tape dispenser with a brass spool', de: 'Schwarzer Abroller aus Gusseisen mit Messingspule' }],
  },
]
