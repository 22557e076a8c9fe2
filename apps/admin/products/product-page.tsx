import { Grid, Skeleton } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { isApiError } from '#admin/api/client.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { ProductEditor } from '#admin/products/product-editor.tsx'
import { productQuery } from '#admin/products/product-queries.ts'
import { lastProductsSearch } from '#admin/products/products-search.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

export const NewProductPage = () => {
  const { data: shop, error, refetch } = useQuery(settingsQuery)
  if (shop) return <ProductEditor key="new" form={undefined} shop={shop} />
  return <Waiting error={error} retry={refetch} />
}

export const ProductPage = () => {
  const { productId } = useParams({ from: '/products/$productId' })
  const settings = useQuery(settingsQuery)
  const product = useQuery(productQuery(productId))
  if (settings.data && product.data) return <ProductEditor key={productId} form={product.data} shop={settings.data} />
  if (isApiError(product.error, 'NOT_FOUND') || isApiError(product.error, 'INVALID_INPUT')) return <NoProduct />
  return <Waiting error={settings.error ?? product.error} retry={() => [settings.refetch(), product.refetch()]} />
}

const NoProduct = () => (
  <>
    <PageTitle
      title="Product"
      back={
        <BackLink to="/products" search={lastProductsSearch.get()}>
          Back to the products
        </BackLink>
      }
    />
    <Nothing icon={IconTag} title="There is no such product" text="It may have been deleted.">
      <LinkButton to="/products" variant="default">
        All products
      </LinkButton>
    </Nothing>
  </>
)

const Waiting = ({ error, retry }: { error: unknown; retry(): unknown }) => (
  <>
    <PageTitle
      title="Product"
      back={
        <BackLink to="/products" search={lastProductsSearch.get()}>
          Back to the products
        </BackLink>
      }
    />
    {error ? (
      <Failure error={error} retry={retry} />
    ) : (
      <Grid gap="lg" aria-busy="true">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Skeleton h={280} radius="md" mb="lg" />
          <Skeleton h={180} radius="md" />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Skeleton h={300} radius="md" />
        </Grid.Col>
      </Grid>
    )}
  </>
)
