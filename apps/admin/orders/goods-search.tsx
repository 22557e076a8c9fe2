import { Combobox, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { EditedLine } from '#admin/orders/wanted-lines.ts'
import { useFoundGoods } from '#admin/parts/goods-picker.tsx'
import { Thumb } from '#admin/parts/picture.tsx'

export type ChosenGoods = Pick<EditedLine, 'variant_id' | 'title' | 'variant_title' | 'sku' | 'picture' | 'unit_price'>

/** Finds a variant by title or SKU and adds it; stays open for the next. */
export const GoodsSearch = ({ onChoose }: { onChoose(goods: ChosenGoods): void }) => {
  const [typed, setTyped] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { data, isFetching } = useFoundGoods(typed)
  const isAsked = typed.trim().length > 1
  const found: ChosenGoods[] = !isAsked
    ? []
    : (data?.goods ?? []).flatMap(({ title, picture, variants }) =>
        variants.map((variant) => ({
          ...{ variant_id: variant.variant_id, title, variant_title: variant.title, sku: variant.sku, picture, unit_price: undefined },
        })),
      )
  const choose = (variant_id: string) => {
    const goods = found.find((one) => one.variant_id === variant_id)
    if (goods) onChoose(goods)
    setTyped('')
    combobox.closeDropdown()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          aria-label="Add a product"
          placeholder="Add a product by title or SKU"
          leftSection={isFetching && isAsked ? <Loader size={14} /> : <IconSearch size={16} stroke={1.7} />}
          value={typed}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1 && found[0]) choose(found[0].variant_id)
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.selectFirstOption()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isAsked}>
        <Combobox.Options aria-label="Products found" mah={320} style={{ overflowY: 'auto' }} tabIndex={-1}>
          {found.map(({ variant_id, title, variant_title, sku, picture }) => (
            <Combobox.Option key={variant_id} value={variant_id}>
              <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
                <Thumb picture={picture} size={32} />
                <span>
                  <Text fz="md" component="span" display="block">
                    {[title, variant_title].filter(Boolean).join(', ')}
                  </Text>
                  <Text fz="sm" c="dimmed" component="span">
                    {sku}
                  </Text>
                </span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{isFetching ? 'Looking …' : 'Nothing found'}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
