import type { DemoCategory } from './product.ts'

type Words = { en: [title: string, text: string]; de: [title: string, text: string] }

const category = (slug: string, parent_slug: string | null, words: Words): Omit<DemoCategory, 'position' | 'picture'> => ({
  slug,
  parent_slug,
  translations: {
    en: { title: words.en[0], text: words.en[1] },
    de: { title: words.de[0], text: words.de[1] },
  },
})

/** Parents before their children, in the order of the menu. */
const tree: Array<{ picture: string } & Omit<DemoCategory, 'position' | 'picture'>> = [
  {
    picture: 'enamel-kettle-1',
    ...category('kitchen', null, {
      en: ['Kitchen and table', 'Pots that last, plates that stack, and the four spoons that get used.'],
      de: ['Küche und Tisch', 'Töpfe, die bleiben, Teller, die sich stapeln, und die vier Löffel, die man wirklich benutzt.'],
    }),
  },
  {
    picture: 'stoneware-mug-1',
    ...category('cups-and-jugs', 'kitchen', {
      en: ['Cups and jugs', 'Stoneware, glass and enamel to drink from and to pour with.'],
      de: ['Becher und Kannen', 'Steinzeug, Glas und Emaille, zum Trinken und zum Gießen.'],
    }),
  },
  {
    picture: 'spindle-chair-1',
    ...category('home', null, {
      en: ['Home', 'Chairs, clocks, vases and baskets for rooms that people live in.'],
      de: ['Wohnen', 'Stühle, Uhren, Vasen und Körbe für Räume, in denen gewohnt wird.'],
    }),
  },
  {
    picture: 'mushroom-lamp-1',
    ...category('lighting', 'home', {
      en: ['Light', 'Lamps, lanterns and candles with a warm and quiet light.'],
      de: ['Licht', 'Lampen, Laternen und Kerzen mit warmem, ruhigem Licht.'],
    }),
  },
  {
    picture: 'wool-blanket-1',
    ...category('textiles', 'home', {
      en: ['Textiles', 'Linen, wool and cotton that get better with every wash.'],
      de: ['Textilien', 'Leinen, Wolle und Baumwolle, die mit jeder Wäsche schöner werden.'],
    }),
  },
  {
    picture: 'cloth-notebook-1',
    ...category('desk', null, {
      en: ['Desk', 'Paper that takes ink, pens that stay, and a clock without a phone in it.'],
      de: ['Schreibtisch', 'Papier, das Tinte verträgt, Stifte, die bleiben, und eine Uhr ohne Telefon.'],
    }),
  },
  {
    picture: 'watering-can-1',
    ...category('garden', null, {
      en: ['Garden and balcony', 'Pots, tools and a box for the tits: for one window sill or a whole garden.'],
      de: ['Garten und Balkon', 'Töpfe, Werkzeug und ein Kasten für die Meisen: für ein Fensterbrett oder einen ganzen Garten.'],
    }),
  },
  {
    picture: 'canvas-weekender-1',
    ...category('travel', null, {
      en: ['Travel', 'Bags and bottles for the train, the market and three days by the sea.'],
      de: ['Unterwegs', 'Taschen und Flaschen für den Zug, den Markt und drei Tage am Meer.'],
    }),
  },
]

export const demoCategories: DemoCategory[] = tree.map((entry, index) => ({ ...entry, position: index + 1 }))
