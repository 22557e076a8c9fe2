import { Alert, Button, Grid, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { LeaveGuard } from '#admin/parts/leave-guard.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { SaveBar } from '#admin/parts/save-bar.tsx'
import { messageOf } from '#admin/parts/tell.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { missingFor } from '#admin/products/not-for-sale.ts'
import { OptionsCard } from '#admin/products/options-card.tsx'
import { OrganisationCard } from '#admin/products/organisation-card.tsx'
import { PicturesCard } from '#admin/products/pictures-card.tsx'
import type { Form } from '#admin/products/product-draft.ts'
import { placeOf } from '#admin/products/product-input.ts'
import { ProductMenu } from '#admin/products/product-menu.tsx'
import { STATUSES } from '#admin/products/product-words.ts'
import { lastProductsSearch } from '#admin/products/products-search.ts'
import { SingleVariantCard } from '#admin/products/single-variant-card.tsx'
import { StaleNotice } from '#admin/products/stale-notice.tsx'
import { TextCard } from '#admin/products/text-card.tsx'
import { type ProductEditor as Editor, useProductEditor } from '#admin/products/use-product-editor.ts'
import { VariantsCard } from '#admin/products/variants-card.tsx'
import type { Settings } from '#modules/settings/contract.ts'

/** One product, all of it on one page; nothing is saved until Save. */
export const ProductEditor = ({ form, shop }: { form: Form | undefined; shop: Settings }) => {
  const editor = useProductEditor(form, shop)
  const { draft } = editor
  const title = draft.translations[shop.locales[0] ?? '']?.title.trim()
  return (
    <>
      <PageTitle
        title={title || (draft.product_id ? 'Untitled product' : 'New product')}
        back={
          <BackLink to="/products" search={lastProductsSearch.get()}>
            Back to the products
          </BackLink>
        }
        badges={<ToneBadge {...STATUSES[draft.status]} />}
      >
        {draft.product_id && (
          <ProductMenu
            product_id={draft.product_id}
            slug={draft.slug}
            title={title ?? ''}
            isActive={draft.status === 'active'}
            variants={draft.variants}
            currencies={shop.currencies}
          />
        )}
      </PageTitle>
      <Stack gap="lg">
        <Problems editor={editor} />
        <Missing editor={editor} />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Stack gap="lg">
              <TextCard editor={editor} />
              <PicturesCard editor={editor} />
              <OptionsCard editor={editor} />
              {draft.options.length === 0 && <SingleVariantCard editor={editor} />}
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <OrganisationCard editor={editor} />
          </Grid.Col>
        </Grid>
        {draft.options.length > 0 && <VariantsCard editor={editor} />}
      </Stack>
      <SaveBar isShown={editor.isDirty} isSaving={editor.isSaving} onSave={editor.save} onDiscard={editor.discard} />
      <LeaveGuard isDirty={editor.isUnsent} />
    </>
  )
}

/** Everything that stands in the way of saving; where a field is wrong, the field says so itself. */
const Problems = ({ editor }: { editor: Editor }) => {
  const wrong = [...new Set(Object.entries(editor.errors).map(([field, text]) => said(placeOf(field, editor.draft), text)))]
  const notice = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try to save that fails leads the eye here
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' })
  }, [editor.errors, editor.failure])
  if (editor.isStale) return <StaleNotice editor={editor} />
  if (wrong.length === 0 && !editor.failure) return null
  const title =
    wrong.length === 0 ? 'Not saved' : wrong.length === 1 ? 'One field needs another look' : `${wrong.length} fields need another look`
  return (
    <Alert ref={notice} color="red" title={title} role="alert">
      {wrong.length === 0 ? (
        messageOf(editor.failure)
      ) : (
        <Stack gap="sm" align="flex-start">
          <Text fz="md">{wrong.slice(0, MOST_TOLD).join(' · ')}</Text>
          <Button size="xs" variant="default" onClick={goToFirst}>
            Show where
          </Button>
        </Stack>
      )}
    </Alert>
  )
}

/** What keeps an active product from being bought or found. It may be saved so; nobody should be surprised. */
const Missing = ({ editor: { draft, shop } }: { editor: Editor }) => {
  const missing = missingFor(draft, shop.currencies)
  return missing.length > 0 ? (
    <Alert color="yellow" role="status">
      {missing.join(' ')}
    </Alert>
  ) : null
}

const MOST_TOLD = 5

const said = (place: string, text: string) => (place ? `${place}: ${text}` : text)

const goToFirst = () => {
  const field = document.querySelector<HTMLElement>('main [aria-invalid=true]')
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
