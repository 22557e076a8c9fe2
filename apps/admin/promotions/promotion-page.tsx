import { Card, Grid, Skeleton, Stack, Text } from '@mantine/core'
import { IconDiscount } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { isApiError } from '#admin/api/client.ts'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { ActionCard } from '#admin/promotions/action-card.tsx'
import { CodesCard } from '#admin/promotions/codes-card.tsx'
import { ConditionsCard } from '#admin/promotions/conditions-card.tsx'
import { NameCard, PeriodCard, TogetherCard } from '#admin/promotions/offer-cards.tsx'
import { draftOf, newPromotion, type PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import { ruleOf } from '#admin/promotions/promotion-input.ts'
import { PromotionMenu } from '#admin/promotions/promotion-menu.tsx'
import { codesQuery, type Promotion, promotionQuery, type Usage, useNames } from '#admin/promotions/promotion-queries.ts'
import { standingOf } from '#admin/promotions/promotion-words.ts'
import { lastPromotionsSearch } from '#admin/promotions/promotions-search.ts'
import { sentenceOf } from '#admin/promotions/rule-words.ts'
import { TryCard } from '#admin/promotions/try-card.tsx'
import { UsageCard } from '#admin/promotions/usage-card.tsx'
import { usePromotionEditor } from '#admin/promotions/use-promotion-editor.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

export const NewPromotionPage = () => {
  const [draft] = useState(newPromotion)
  return <Editor key="new" read={draft} />
}

export const PromotionPage = () => {
  const { promotionId } = useParams({ from: '/promotions/$promotionId' })
  const { data, error, refetch } = useQuery(promotionQuery(promotionId))
  if (data) return <Editor key={promotionId} read={draftOf(data.promotion)} saved={data.promotion} usage={data.usage} />
  return (
    <>
      <PageTitle title="Promotion" back={<Back />} />
      {isApiError(error, 'NOT_FOUND') || isApiError(error, 'INVALID_INPUT') ? (
        <Nothing icon={IconDiscount} title="There is no such promotion" />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton h={480} radius="md" />
      )}
    </>
  )
}

const Back = () => (
  <BackLink to="/promotions" search={lastPromotionsSearch.get()}>
    Back to the promotions
  </BackLink>
)

const LABELS = {
  title: 'the title',
  titles: 'a translation of the title',
  trigger: 'how shoppers get it',
  action: 'what shoppers get',
  conditions: 'the conditions',
  max_discount: 'the most it takes off',
  tax_basis: 'the tax',
  priority: 'the priority',
  is_exclusive: 'whether it stands alone',
  exclusion_group: 'its group',
  starts_at: 'its start',
  ends_at: 'its end',
  limit_total: 'uses in all',
  limit_per_customer: 'uses by one customer',
  limit_per_code: 'uses of one code',
} as const

type Props = { read: PromotionDraft; saved?: Promotion; usage?: Usage }

const Editor = ({ read, saved, usage }: Props) => {
  const editor = usePromotionEditor(read)
  const { data: shop } = useQuery(settingsQuery)
  const { draft } = editor
  const currencies = shop?.currencies ?? []
  return (
    <>
      <PageTitle
        title={draft.title.trim() || (saved ? 'Untitled promotion' : 'New promotion')}
        back={<Back />}
        badges={saved && <Standing promotion={saved} />}
      >
        {saved && <PromotionMenu promotion={saved} isDirty={editor.isDirty} onChanged={(promotion) => editor.start(draftOf(promotion))} />}
      </PageTitle>
      <EditFrame editor={editor} labels={LABELS}>
        <Sentence draft={draft} />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Stack gap="lg">
              <NameCard editor={editor} locales={shop?.locales ?? []} />
              {saved?.trigger === 'code' && <CodesCard promotion_id={draft.promotion_id} />}
              <ActionCard editor={editor} currencies={currencies} />
              <ConditionsCard editor={editor} currencies={currencies} />
              <TryCard draft={draft} currencies={currencies} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack gap="lg">
              {usage && <UsageCard usage={usage} limit={saved?.limit_total ?? null} />}
              <PeriodCard editor={editor} />
              <TogetherCard editor={editor} />
            </Stack>
          </Grid.Col>
        </Grid>
      </EditFrame>
    </>
  )
}

/** Without a code, one that asks for it gives nothing to anybody, however long it runs. */
const Standing = ({ promotion }: { promotion: Promotion }) => {
  const { data } = useQuery({ ...codesQuery(promotion.promotion_id, undefined), enabled: promotion.trigger === 'code' })
  return <ToneBadge {...standingOf({ ...promotion, has_codes: data && data.codes.length > 0 })} />
}

/** The whole rule in one sentence, as it is being typed. */
const Sentence = ({ draft }: { draft: PromotionDraft }) => {
  const rule = ruleOf(draft, {})
  const nameOf = useNames([rule])
  return (
    <Card padding="md" aria-live="polite" bg="var(--souk-selected)">
      <Text fz="lg">{sentenceOf(rule, nameOf, draft.trigger)}</Text>
    </Card>
  )
}
