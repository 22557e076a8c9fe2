/** A product's picture grows from its card into its page. The style sheet names the picture of the page; here the card's gets the same name. */
const NAME = 'product-picture'

export const carryPicture = (): void => {
  addEventListener('pageswap', (event) => {
    if (!event.viewTransition) return
    const to = event.activation?.entry?.url
    const link = to
      ? [...document.querySelectorAll<HTMLAnchorElement>('.card a, .hero-pictures a')].find((one) => one.href === to)
      : undefined
    const picture = link?.closest('.card, li')?.querySelector<HTMLElement>('img')
    if (!picture) return
    for (const own of document.querySelectorAll<HTMLElement>('.gallery-strip img')) own.style.viewTransitionName = 'none'
    picture.style.viewTransitionName = NAME
    void event.viewTransition.finished.then(() => {
      picture.style.viewTransitionName = ''
    })
  })
}
