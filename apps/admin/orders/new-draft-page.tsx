import { Button, Card, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { newId } from '#admin/parts/new-id.ts'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { currencyName, languageName } from '#admin/parts/words.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

/** Who orders, and in which currency and language: what cannot be changed later. All else is said on the draft itself. */
export const NewDraftPage = () => {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const { data: settings } = useQuery(settingsQuery)
  const [draft_id] = useState(() => newId())
  const [typed, setTyped] = useState<{ email: string; currency?: string; locale?: string }>({ email: '' })
  const begin = useMutation({
    mutationFn: () => api.orders.createDraft({ draft_id, ...typed, email: typed.email.trim() }),
    meta: { shows_its_error: true },
    onSuccess: (order) => {
      cache.setQueryData(orderQuery(order.order_id).queryKey, order)
      void navigate({ to: '/drafts/$orderId', params: { orderId: order.order_id }, replace: true })
    },
  })
  const errors = fieldErrors(begin.error)
  const first = <T,>(all: readonly T[] | undefined) => all?.[0] ?? null
  return (
    <>
      <PageTitle title="New draft" back={<BackLink to="/drafts">Back to the drafts</BackLink>} />
      <Card maw={560}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            begin.mutate()
          }}
        >
          <Stack gap="md">
            {Object.keys(errors).length === 0 && <FormFailure error={begin.error} />}
            <TextInput
              label="Email of the customer"
              description="Where the confirmation and the link to pay go"
              type="email"
              required
              data-autofocus
              value={typed.email}
              error={errors.email}
              onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
            />
            <Group grow align="flex-start">
              <Select
                label="Currency"
                data={settings?.currencies.map((value) => ({ value, label: `${value}, ${currencyName(value)}` })) ?? []}
                value={typed.currency ?? first(settings?.currencies)}
                onChange={(currency) => currency && setTyped({ ...typed, currency })}
                allowDeselect={false}
              />
              <Select
                label="Language"
                data={settings?.locales.map((value) => ({ value, label: languageName(value) })) ?? []}
                value={typed.locale ?? first(settings?.locales)}
                onChange={(locale) => locale && setTyped({ ...typed, locale })}
                allowDeselect={false}
              />
            </Group>
            <Group>
              <Button type="submit" loading={begin.isPending}>
                Begin the draft
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </>
  )
}
