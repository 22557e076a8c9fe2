/** Choosing a variant and putting it into the cart. Plain radios in a plain form; an island keeps the price in step. */
import type { ProductPage as Product } from '#modules/catalog/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Quantity } from '#ui/quantity.tsx'
import { Tiers, tierRows } from './tiers.tsx'
import { isOnSale, optionField, type Variant } from './variants.ts'
import type { View } from './view.ts'

export type ProductFormProps = {
  view: View
  product: Product
  variant: Variant | undefined
  quantity: number
  is_group_price: boolean
}

export const ProductForm = ({ view, product, variant, quantity, is_group_price }: ProductFormProps) => {
  const { t } = view
  const is_buyable = Boolean(variant?.in_stock && variant.price)
  const is_sold = product.variants.some(({ price }) => price)
  return (
    <form class="product-form" method="post" action={view.at('/cart')} data-add data-product>
      <p class={variant?.compare_at ? 'price is-large is-reduced' : 'price is-large'} data-price-line>
        <span class="price-now" data-price>
          {variant?.price ? view.money(variant.price) : t('product.no_price')}
        </span>
        <s class="price-was" hidden={!variant?.compare_at}>
          <span class="sr-only">{t('product.was')} </span>
          <span data-was>{variant?.compare_at ? view.money(variant.compare_at) : ''}</span>
        </s>
        <span class="price-note">{view.shop.prices_include_tax ? t('product.tax_included') : t('product.tax_added')}</span>
        {is_group_price && <span class="price-group">{t('product.group_price')}</span>}
      </p>
      <p class="price-lowest quiet" data-lowest hidden={!variant?.lowest}>
        {variant?.lowest ? t('product.lowest', { price: view.money(variant.lowest) }) : ''}
      </p>
      <Tiers view={view} variant={variant} />
      <input type="hidden" name="product" value={product.slug} />
      <input type="hidden" name="variant_id" value={variant?.variant_id} data-variant />
      {product.options.map((option) => (
        <Option key={option.name} view={view} product={product} option={option} variant={variant} />
      ))}
      {product.options.length > 0 && (
        <noscript>
          <button class="button is-quiet is-small" type="submit" formmethod="get" formaction={view.at(`/p/${product.slug}`)}>
            {t('product.show_choice')}
          </button>
        </noscript>
      )}
      <p class={is_buyable ? 'stock is-in' : 'stock'} data-stock role="status">
        {is_buyable ? t('product.in_stock') : is_sold ? t('product.sold_out') : ''}
      </p>
      <div class="buy">
        <Quantity id="quantity" {...quantityTexts(view)} value={quantity} min={1} />
        <button class="button is-wide" type="submit" data-buy disabled={(product.options.length === 0 && !is_buyable) || !is_sold}>
          {is_buyable ? t('product.add') : is_sold ? t('product.sold_out') : t('product.no_price')}
        </button>
      </div>
      <ul class="assurances quiet">
        <li>
          <Icon name="lock" />
          {t('product.assurance_guest')}
        </li>
        <li>
          <Icon name="live" />
          {t('product.assurance_live')}
        </li>
      </ul>
      <JsonScript is_picker value={pickerData(view, product)} />
    </form>
  )
}

type OptionProps = { view: View; product: Product; option: Product['options'][number]; variant: Variant | undefined }

const Option = ({ view, product, option, variant }: OptionProps) => (
  <fieldset class="option">
    <legend>
      {option.title}
      <span class="option-chosen quiet" data-chosen={option.name}>
        {option.values.find(({ value }) => value === variant?.options[option.name])?.title}
      </span>
    </legend>
    <div class="option-values">
      {option.values.map(({ value, title }) => {
        const is_on_sale = isOnSale(product, variant, option.name, value)
        return (
          <label key={value} class={is_on_sale ? 'pill' : 'pill is-sold-out'}>
            <input type="radio" name={optionField(option.name)} value={value} checked={variant?.options[option.name] === value} />
            <span>{title}</span>
            <span class="sr-only" data-sold-out hidden={is_on_sale}>
              {` (${view.t('product.sold_out')})`}
            </span>
          </label>
        )
      })}
    </div>
  </fieldset>
)

const quantityTexts = ({ t }: View) => ({ label: t('product.quantity'), less: t('product.less'), more: t('product.more') })

/** What the picker in the browser needs, with prices as finished texts: no number formatting there. */
const pickerData = (view: View, product: Product) => ({
  options: product.options.map(({ name, values }) => ({
    name,
    titles: Object.fromEntries(values.map(({ value, title }) => [value, title])),
  })),
  variants: product.variants.map((variant) => ({
    id: variant.variant_id,
    sku: variant.sku,
    values: product.options.map(({ name }) => variant.options[name] ?? ''),
    price: variant.price ? view.money(variant.price) : '',
    was: variant.compare_at ? view.money(variant.compare_at) : '',
    lowest: variant.lowest ? view.t('product.lowest', { price: view.money(variant.lowest) }) : '',
    tiers: tierRows(view, variant),
    in_stock: variant.in_stock && variant.price !== null,
    picture: variant.picture?.name ?? '',
  })),
  texts: {
    add: view.t('product.add'),
    in_stock: view.t('product.in_stock'),
    sold_out: view.t('product.sold_out'),
    not_made: view.t('product.not_made'),
  },
})
