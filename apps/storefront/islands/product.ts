/** Keeps price, availability, picture and address in step with the variant that is chosen. Every text comes finished from the page. */
type Picked = {
  id: string
  sku: string
  values: string[]
  price: string
  was: string
  lowest: string
  tiers: [quantity: string, each: string][]
  in_stock: boolean
  picture: string
}
type Picker = {
  options: { name: string; titles: Record<string, string> }[]
  variants: Picked[]
  texts: { add: string; in_stock: string; sold_out: string; not_made: string }
}

const form = document.querySelector<HTMLFormElement>('form[data-product]')
const gallery = document.querySelector<HTMLElement>('[data-gallery]')

const start = (on: HTMLFormElement) => {
  const picker: Picker = JSON.parse(on.querySelector('[data-variants]')?.textContent ?? '{"options":[],"variants":[]}')
  const update = () => {
    const chosen = picker.options.map(({ name }) => String(new FormData(on).get(`option.${name}`) ?? ''))
    const variant = picker.variants.find(({ values }) => values.every((value, index) => value === chosen[index]))
    tell(on, picker, variant)
    markSoldOut(on, picker, chosen)
    for (const [index, { name, titles }] of picker.options.entries())
      write(on, `[data-chosen="${CSS.escape(name)}"]`, titles[chosen[index] ?? ''] ?? '')
    if (!variant) return
    history.replaceState(history.state, '', `?variant=${variant.id}`)
    if (variant.picture) showPicture(`picture-${variant.picture}`)
  }
  on.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'radio') update()
  })
}

const tell = (on: HTMLFormElement, { texts }: Picker, variant: Picked | undefined) => {
  const is_buyable = variant?.in_stock ?? false
  const stock = variant ? (is_buyable ? texts.in_stock : texts.sold_out) : texts.not_made
  write(on, '[data-stock]', stock)
  on.querySelector('[data-stock]')?.classList.toggle('is-in', is_buyable)
  const button = on.querySelector<HTMLButtonElement>('[data-buy]')
  if (button) {
    button.disabled = !is_buyable
    button.textContent = is_buyable || !variant ? texts.add : texts.sold_out
  }
  const id = on.querySelector<HTMLInputElement>('[data-variant]')
  if (id) id.value = variant?.id ?? ''
  if (!variant) return
  if (variant.price) write(on, '[data-price]', variant.price)
  write(on, '[data-was]', variant.was)
  on.querySelector('[data-price-line]')?.classList.toggle('is-reduced', variant.was !== '')
  const was = on.querySelector<HTMLElement>('.price-was')
  if (was) was.hidden = variant.was === ''
  write(on, '[data-lowest]', variant.lowest)
  const lowest = on.querySelector<HTMLElement>('[data-lowest]')
  if (lowest) lowest.hidden = variant.lowest === ''
  showTiers(on.querySelector('[data-tiers]'), variant.tiers)
  write(document, '[data-sku]', variant.sku)
}

const showTiers = (table: HTMLTableElement | null, tiers: Picked['tiers']) => {
  if (!table) return
  table.hidden = tiers.length === 0
  const rows = tiers.map(([quantity, each]) => {
    const row = document.createElement('tr')
    const head = document.createElement('th')
    head.scope = 'row'
    head.textContent = quantity
    row.append(head)
    row.insertCell().textContent = each
    return row
  })
  table.tBodies[0]?.replaceChildren(...rows)
}

/** A value is marked when no variant with it and the other choices can be bought. It can still be chosen and looked at. */
const markSoldOut = (on: HTMLFormElement, { options, variants }: Picker, chosen: string[]) => {
  for (const [index, { name }] of options.entries())
    for (const radio of on.querySelectorAll<HTMLInputElement>(`input[name="option.${CSS.escape(name)}"]`)) {
      const wanted = chosen.with(index, radio.value)
      const is_on_sale = variants.some(({ in_stock, values }) => in_stock && values.every((value, at) => value === wanted[at]))
      radio.closest('label')?.classList.toggle('is-sold-out', !is_on_sale)
      const mark = radio.parentElement?.querySelector<HTMLElement>('[data-sold-out]')
      if (mark) mark.hidden = is_on_sale
    }
}

const write = (within: ParentNode, selector: string, text: string) => {
  const place = within.querySelector(selector)
  if (place && place.textContent !== text) place.textContent = text
}

/** Scrolls the strip only, never the page. */
const showPicture = (id: string) => {
  const item = document.getElementById(id)
  const strip = item?.parentElement
  if (item && strip) strip.scrollTo({ left: item.offsetLeft - strip.offsetLeft, behavior: 'smooth' })
}

if (form) start(form)
gallery?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null
  if (!link) return
  event.preventDefault()
  showPicture(link.hash.slice(1))
})

export {}
