import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { addressOf, type TypedAddress, typedAddress } from '#admin/orders/address-fields.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { type EditedLine, editedLines, linesTypedSince, problemOf, wantedLines } from '#admin/orders/wanted-lines.ts'
import { isSame, typedSince } from '#admin/parts/typed-since.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import type { Order } from '#modules/orders/contract.ts'

type Typed = {
  lines: EditedLine[]
  email: string
  address: TypedAddress
  shipping_method_id: string | undefined
  vat_id: string
  codes: string[]
  customer_note: string
}

/** An address begins in the country that shoppers find chosen at checkout. */
const typedOf = (order: Order, country: string): Typed => ({
  lines: editedLines(order),
  email: order.email,
  address: order.shipping_address ? typedAddress(order.shipping_address) : { ...typedAddress(null), country },
  shipping_method_id: undefined,
  vat_id: order.vat_id ?? '',
  codes: [...new Set(order.discounts.flatMap(({ code }) => code ?? []))],
  customer_note: order.customer_note ?? '',
})

/** What was typed while `sent` was saved stays, and lines that were added have become lines of the order. */
const typedAfterSave = (sent: Typed, now: Typed, saved: Typed): Typed => ({
  ...typedSince({ sent, now, saved }),
  lines: linesTypedSince(sent.lines, now.lines, saved.lines),
})

/**
 * What of a draft was typed and not saved yet. Only what differs is sent; what was typed stays when saving is refused, and what is typed
 * while it is saved.
 */
export const useDraft = (order: Order, country: string) => {
  const cache = useQueryClient()
  const { order_id, currency } = order
  const [read, setRead] = useState(order)
  const [typed, setTyped] = useState(() => typedOf(order, country))
  const was = typedOf(read, country)
  const wanted = changesOf(was, typed, currency)
  const start = (from: Order) => {
    setRead(from)
    setTyped(typedOf(from, country))
  }
  const saving = useMutation({
    mutationFn: (_sent: Typed) => api.orders.changeDraft({ order_id, version: read.version, ...wanted }),
    meta: { shows_its_error: true },
    onSuccess: (saved, sent) => {
      cache.setQueryData(orderQuery(order_id).queryKey, saved)
      setRead(saved)
      setTyped((now) => typedAfterSave(sent, now, typedOf(saved, country)))
      void cache.invalidateQueries({ queryKey: ['orders', 'drafts'] })
    },
    onError: (error) => {
      if (isApiError(error, 'STALE')) void cache.invalidateQueries({ queryKey: ['orders'] })
    },
  })
  const isDirty = !isSame(was, typed)
  const problem = whatIsMissing(typed, wanted, was, currency)
  return {
    typed,
    isDirty,
    problem,
    quote: useDraftQuote(read, wanted, typed, problem === undefined && typed.lines.length > 0),
    isSaving: saving.isPending,
    isUnsent: isDirty && !(saving.isPending && isSame(typed, saving.variables)),
    error: saving.error,
    errors: fieldErrors(saving.error),
    /** someone else saved it meanwhile: theirs can be taken, or one's own saved over it */
    theirs: isApiError(saving.error, 'STALE') && order.version !== read.version ? order : undefined,
    change: (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part })),
    save: () => !problem && !saving.isPending && saving.mutate(typed),
    discard: () => {
      start(read)
      saving.reset()
    },
    takeTheirs: () => {
      start(order)
      saving.reset()
    },
    keepMine: () => {
      setRead(order)
      saving.reset()
    },
  }
}

export type Draft = ReturnType<typeof useDraft>

const whatIsMissing = (typed: Typed, wanted: Wanted, was: Typed, currency: string): string | undefined => {
  if (typed.lines.some((line) => Object.keys(problemOf(line, currency)).length > 0)) return 'A price is not complete.'
  if (wanted.lines?.length === 0 && was.lines.length > 0) return 'A draft keeps at least one item. Discard the draft instead.'
  return undefined
}

type Wanted = ReturnType<typeof changesOf>

const changesOf = (was: Typed, typed: Typed, currency: string) => {
  const address = addressOf(typed.address)
  return {
    ...(!isSame(was.lines, typed.lines) && { lines: wantedLines(typed.lines, currency) }),
    ...(was.email !== typed.email && { email: typed.email.trim() }),
    ...(!isSame(was.address, typed.address) && address && { shipping_address: address }),
    ...(typed.shipping_method_id && { shipping_method_id: typed.shipping_method_id }),
    ...(was.vat_id !== typed.vat_id && typed.vat_id.trim() && { vat_id: typed.vat_id.trim() }),
    ...(!isSame(was.codes, typed.codes) && { codes: typed.codes }),
    ...(was.customer_note !== typed.customer_note && { customer_note: typed.customer_note }),
  }
}

/**
 * What the draft comes to as it is typed; asked once the hand rests. While it is asked, `data` is of what was typed before. Of an address that is
 * half typed its country is enough: prices and ways of sending hang on nothing that people type as free text.
 */
const useDraftQuote = ({ order_id, version, shipping_address }: Order, wanted: Wanted, typed: Typed, enabled: boolean) => {
  const { country, name, line1, city } = typed.address
  const address = country
    ? { ...addressOf(typed.address), name: name.trim() || '–', line1: line1.trim() || '–', city: city.trim() || '–', country }
    : undefined
  const { email: _unpriced, customer_note: _told, shipping_address: _typed, ...priced } = wanted
  const asked = JSON.stringify({ order_id, ...priced, ...(address && { shipping_address: address }) })
  const [settled] = useDebouncedValue(asked, 350)
  const query = useQuery({
    queryKey: ['orders', 'draft-quote', version, settled],
    queryFn: ({ signal }) => api.orders.quoteDraft(JSON.parse(settled), { signal }),
    enabled,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return {
    data: query.data,
    error: query.error,
    isQuoting: enabled && (asked !== settled || query.isFetching),
    /** the country whose delivery is reckoned while there is no address that could be saved */
    assumed: shipping_address || wanted.shipping_address ? '' : country,
  }
}
