import type { media } from '#modules/media/contract.ts'
import type { Occurred, Output } from '#platform/contract.ts'
import type { Done } from '#platform/module.ts'
import type { SettingsNeeds } from './needs.ts'

type Stored = Output<typeof media.ops.describePictures>['pictures'][number]

/** Shows the renditions of the picture on the home page as soon as they are ready. */
export const followPicture = (needs: SettingsNeeds, { payload }: Occurred<(typeof media.events)['media.picture_ready']>, done: Done) =>
  showRenditions(needs, payload, done)

export const describePicture = async ({ media }: SettingsNeeds, name: string): Promise<Stored> =>
  (await media.describePictures({ names: [name] })).pictures[0] ?? null

/** Writes which renditions the picture has, where it is the one that is shown; nothing where that is known. */
export const showRenditions = (
  { db }: SettingsNeeds,
  picture: Pick<NonNullable<Stored>, 'name' | 'widths'> | null,
  done?: Done,
): Promise<void> =>
  db.transaction(async (sql) => {
    const { count } = await sql`
      WITH shown AS (
        UPDATE settings.settings SET hero_picture = hero_picture || jsonb_build_object('widths', ${picture?.widths ?? []}::int[])
        WHERE hero_picture ->> 'name' = ${picture?.name ?? null} AND hero_picture -> 'widths' <> to_jsonb(${picture?.widths ?? []}::int[])
        RETURNING shop_name)
      INSERT INTO settings.outbox (type, aggregate_id, payload)
      SELECT 'settings.changed', 'settings', jsonb_build_object('name', 'settings') FROM shown`
    if (count > 0) await db.changed(sql, 'settings')
    await done?.(sql)
  })
