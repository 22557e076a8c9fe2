/** Who walks through the shop. A journey is told once with these; the drivers walk it by API, or in a browser with or without JavaScript. */
export type Bought = { number: string /** opens the order without signing in */; address: string }

export type Shopper = {
  signsUp(person: { name: string; email: string; password: string }): Promise<void>
  /** by search, and opens what is found */
  findsAndOpens(words: string): Promise<void>
  putsIntoCart(quantity: number): Promise<void>
  seesCartOf(pieces: number): Promise<void>
  /** fills in the checkout and pays */
  buys(details: { email: string; name: string; payment: string }): Promise<Bought>
  /** looks at the order page until it says this, without asking again where the page is live */
  seesOrderAs(state: 'pending' | 'confirmed' | 'rejected'): Promise<void>
  /** in the account */
  seesOrderInHistory(number: string): Promise<void>
  leaves(): Promise<void>
}

export type Keeper = {
  signsIn(person: { email: string; password: string }): Promise<void>
  /** waits until the order stands in the list, without asking again where the list is live */
  seesNewOrder(number: string): Promise<void>
  decides(number: string, step: 'confirm' | 'reject'): Promise<void>
  seesMail(to: string, about: RegExp): Promise<void>
  leaves(): Promise<void>
}

/** Looks again until it is so, for as long as a person would wait. */
export const until = async (what: string, look: () => Promise<boolean>, seconds = 15): Promise<void> => {
  const end = performance.now() + seconds * 1000
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`)
    await new Promise((resume) => setTimeout(resume, 100))
  }
}
