import { Alert, Button, Code, CopyButton, Group, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { notAnAmount } from '#admin/parts/amounts.ts'
import { parseAmount } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { messageOf } from '#admin/parts/tell.ts'
import { parseTime } from '#admin/parts/typed.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { languageName } from '#admin/parts/words.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

const EMPTY = { amount: '', email: '', message: '', expires_at: '', reason: '' }

/** Makes a card. Its code is shown once; sent by mail where there is an address. Sending the form twice makes one card. */
export const IssueDialog = ({ onClose }: { onClose(): void }) => {
  const cache = useQueryClient()
  const { data: shop } = useQuery(settingsQuery)
  const [card_id] = useState(newId)
  const [draft, setDraft] = useState(EMPTY)
  const [chosen, setChosen] = useState<{ currency?: string; locale?: string }>({})
  const [errors, setErrors] = useState<FieldErrors>({})
  const currency = chosen.currency ?? shop?.currencies[0] ?? 'EUR'
  const locale = chosen.locale ?? shop?.locales[0]
  const issuing = useMutation({
    mutationFn: (amount: number) =>
      api.giftCards.issueCard({
        card_id,
        amount: { amount, currency },
        email: draft.email.trim() || undefined,
        locale: draft.email.trim() ? locale : undefined,
        message: draft.message.trim() || undefined,
        expires_at: parseTime(draft.expires_at) ?? undefined,
        reason: draft.reason.trim() || undefined,
      }),
    meta: { shows_its_error: true },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['gift-cards'] }),
    onError: (error) => setErrors(fieldErrors(error)),
  })
  const submit = () => {
    const amount = parseAmount(draft.amount, currency)
    const wrong = amount === undefined || amount < 1
    setErrors(wrong ? { amount: notAnAmount(currency) } : {})
    if (!wrong) issuing.mutate(amount)
  }
  const field = (name: keyof typeof EMPTY) => ({
    value: draft[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value }),
  })
  if (issuing.data) return <Issued code={issuing.data.code} email={issuing.data.card.email} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title="Issue a gift card" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          {issuing.error && (
            <Alert color="red" role="alert">
              {messageOf(issuing.error)}
            </Alert>
          )}
          <SimpleGrid cols={2}>
            <MoneyField
              label="Amount"
              required
              currency={currency}
              value={draft.amount}
              error={errors.amount ?? errors['amount.amount']}
              onChange={(amount) => setDraft({ ...draft, amount })}
            />
            <Select
              label="Currency"
              data={shop?.currencies ?? [currency]}
              allowDeselect={false}
              value={currency}
              onChange={(code) => setChosen({ ...chosen, currency: code ?? currency })}
            />
          </SimpleGrid>
          <TextInput
            label="Send it to"
            type="email"
            description="Empty: nobody; you get the code here"
            maxLength={254}
            {...field('email')}
          />
          {draft.email.trim() && (
            <>
              <Select
                label="Language of the mail"
                data={(shop?.locales ?? []).map((code) => ({ value: code, label: languageName(code) }))}
                allowDeselect={false}
                value={locale ?? null}
                onChange={(code) => setChosen({ ...chosen, locale: code ?? undefined })}
              />
              <Textarea label="Message" autosize minRows={2} maxLength={1_000} {...field('message')} />
            </>
          )}
          <TextInput type="datetime-local" label="Can be spent until" description="Empty: without an end" {...field('expires_at')} />
          <TextInput label="Reason" description="For the books" maxLength={200} {...field('reason')} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={issuing.isPending}>
              Issue
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const Issued = ({ code, email, onClose }: { code: string | null; email: string | null; onClose(): void }) => (
  <Modal opened onClose={onClose} title="The card is issued" closeButtonProps={{ 'aria-label': 'Close' }} closeOnClickOutside={false}>
    <Stack gap="md">
      {code ? (
        <>
          <Code fz="xl" p="md" ta="center" aria-label="Code of the card">
            {code}
          </Code>
          <Text fz="md" c="dimmed">
            {`The shop does not keep the code as you see it; note it now if you need it.${email ? ` It is on its way to ${email}.` : ''}`}
          </Text>
        </>
      ) : (
        <Text fz="md">The card was made before; its code is no longer shown.</Text>
      )}
      <Group justify="flex-end" gap="xs">
        {code && (
          <CopyButton value={code}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the code'}
              </Button>
            )}
          </CopyButton>
        )}
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  </Modal>
)
