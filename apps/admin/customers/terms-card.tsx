import { Autocomplete, Button, Card, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { customerQuery, useGroups } from '#admin/customers/customer-queries.ts'
import { groupOf } from '#admin/customers/group-words.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { tell } from '#admin/parts/tell.ts'
import type { Customer } from '#modules/customers/contract.ts'

type Terms = Pick<Customer, 'customer_group' | 'is_tax_exempt'>

/** On what terms someone buys: prices and offers of a group, tax or none. They hold for what is bought from now on. */
export const TermsCard = ({ customer }: { customer: Customer }) => {
  const { user_id } = customer
  const cache = useQueryClient()
  const [typed, setTyped] = useState(customer.customer_group ?? '')
  const [isExempt, setExempt] = useState(customer.is_tax_exempt)
  const groups = useGroups()
  const group = groupOf(typed)
  const known = groups.find((one) => one.group === group)
  const saving = useMutation({
    mutationFn: (terms: Terms) => api.customers.changeTerms({ user_id, ...terms }),
    meta: { shows_its_error: true },
    onSuccess: (saved) => {
      cache.setQueryData(customerQuery(user_id).queryKey, { customer: { ...customer, ...saved } })
      setTyped(saved.customer_group ?? '')
      tell('Terms saved')
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['customers'] }),
  })
  const isDirty = group !== customer.customer_group || isExempt !== customer.is_tax_exempt
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (group !== undefined && isDirty) saving.mutate({ customer_group: group, is_tax_exempt: isExempt })
        }}
      >
        <Stack gap="md">
          <div>
            <Title order={2}>On what terms they buy</Title>
            <Text fz="md" c="dimmed">
              Holds for what they buy from now on, once they are signed in.
            </Text>
          </div>
          <FormFailure error={saving.error} />
          <Autocomplete
            label="Customer group"
            description={sayGroup(group, known?.named_by, groups.length)}
            placeholder="None: the usual prices"
            data={groups.map((one) => one.group)}
            value={typed}
            onChange={setTyped}
            maxLength={50}
            error={group === undefined ? 'Letters without accents, digits and hyphens, such as trade.' : undefined}
          />
          <Switch
            label="Exempt from tax"
            description="No tax is reckoned on their orders. For VAT-IDs of other countries nothing needs to be set: they are checked at checkout"
            checked={isExempt}
            onChange={(event) => setExempt(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={!isDirty || group === undefined} loading={saving.isPending}>
              Save the terms
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

const sayGroup = (group: string | null | undefined, named_by: string[] | undefined, groups: number): string => {
  if (named_by) return `Named by: ${named_by.join(', ')}`
  if (group) return 'No price list and no promotion names this group yet'
  return groups > 0 ? 'Whose price lists and promotions hold for them' : 'Price lists and promotions can name a group, such as trade'
}
