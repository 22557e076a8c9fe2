import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { tell } from '#admin/parts/tell.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { Settings } from '#modules/settings/contract.ts'

export type Choices = Omit<Settings, 'version' | 'updated_at'>

export const choicesOf = ({ version, updated_at, ...choices }: Settings): Choices => choices

/** Only what differs is sent, so two people may change different things; the version still tells when they collide. */
export const changesOf = (before: Choices, now: Choices): Partial<Choices> =>
  Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(new Map(Object.entries(before)).get(name))),
  )

export const useSaveSettings = (settings: Settings) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (choices: Choices) => {
      const { hero_picture, ...changes } = changesOf(choicesOf(settings), choices)
      return api.settings.changeSettings({
        ...{ version: settings.version, ...changes },
        ...(hero_picture !== undefined && { hero_picture: hero_picture && { name: hero_picture.name, alt: hero_picture.alt } }),
      })
    },
    meta: { shows_its_error: true },
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery.queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['categories'] })
      tell('Settings saved')
    },
  })
}
