import { settings } from '#modules/settings/contract.ts'
import { fakeModule } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

/** Settings of a shop in a country that a test may change; whoever remembers them must be told. */
export const shopIn = (country: string) => {
  const shop = plainSettings({ country })
  return { shop, module: fakeModule(settings, { readOwn: async () => shop }) }
}
