import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useKeys } from '#admin/parts/keys.ts'

type Props = { label: string; value: string | undefined; onSearch(value: string | undefined): void }

const SETTLE_MS = 250

/** Searches while one types; `/` leads here, Escape clears. The value itself lives in the address. */
export const SearchBox = ({ label, value = '', onSearch }: Props) => {
  const [typed, setTyped] = useState(value)
  const box = useRef<HTMLInputElement>(null)
  const settle = useDebouncedCallback((text: string) => onSearch(text.trim() || undefined), SETTLE_MS)
  useKeys({ '/': () => box.current?.focus() })
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(value)
  }, [value])
  const change = (text: string) => {
    setTyped(text)
    settle(text)
  }
  return (
    <TextInput
      ref={box}
      type="text"
      inputMode="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && change('')}
      leftSection={<IconSearch size={16} stroke={1.7} />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />}
      w={{ base: '100%', sm: 280 }}
    />
  )
}
