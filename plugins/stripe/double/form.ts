/** `a[b][0][c]=1` as Stripe's client sends it, read into objects within objects. https://docs.stripe.com/api (form-encoded bodies) */
export type Form = { [key: string]: string | Form }

export const readForm = (body: string): Form => {
  const form: Form = {}
  for (const [name, value] of new URLSearchParams(body)) put(form, name.split(/[[\]]+/).filter(Boolean), value)
  return form
}

const put = (form: Form, [key = '', ...rest]: string[], value: string): void => {
  if (rest.length === 0) {
    form[key] = value
    return
  }
  const inner = form[key]
  const next: Form = typeof inner === 'object' ? inner : {}
  form[key] = next
  put(next, rest, value)
}

/** The text at a path, such as `line_items.0.quantity`. */
export const textAt = (form: Form, path: string): string | undefined => {
  let at: string | Form | undefined = form
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'string' ? at : undefined
}

export const numberAt = (form: Form, path: string): number | undefined => {
  const text = textAt(form, path)
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Metadata: texts by name. */
export const textsAt = (form: Form, path: string): { [key: string]: string } => {
  let at: string | Form | undefined = form
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined
  if (typeof at !== 'object') return {}
  return Object.fromEntries(Object.entries(at).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
}

/** Which objects to answer whole instead of by their id: `expand[]=payment_intent.latest_charge`. https://docs.stripe.com/api/expanding_objects */
export const expansions = (form: Form): string[] => {
  const list = form.expand
  return typeof list === 'object'
    ? Object.values(list).flatMap((path) => (typeof path === 'string' ? [path.replace(/^data\./, '')] : []))
    : []
}
